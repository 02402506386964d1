//! Finding a dataset by words.

use super::dataset::Dataset;

impl Dataset {
    /// What somebody typed, as the words to look for.
    pub fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_lowercase).collect()
    }

    /// Whether every word stands in what is told about the dataset, in either language.
    pub fn speaks_of(&self, words: &[String]) -> bool {
        let description = &self.description;
        let titles = description.measures.iter().map(|it| &it.title);
        let told = titles.chain([&description.title, &description.about, &description.source]);
        let mut text = self.id.to_lowercase();
        for it in told {
            text.push_str(&format!(" {} {}", it.id, it.en).to_lowercase());
        }
        words.iter().all(|word| text.contains(word.as_str()))
    }
}
