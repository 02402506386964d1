//! Parts of a cube.

use crate::{Cell, Code, Cube, CubeError, Dimension};

impl Cube {
    /// The cube of some codes of each dimension, named by their places and given in the order in which
    /// they are wanted. A code whose parent is left out is below the nearest one above that is kept.
    ///
    /// # Errors
    /// [`CubeError::Empty`] for a dimension of which nothing is kept; [`CubeError::Twice`] for a code that
    /// is wanted twice.
    pub fn select(&self, wanted: &[Vec<usize>]) -> Result<Self, CubeError> {
        let dimensions: Vec<Dimension> = self
            .dimensions()
            .iter()
            .enumerate()
            .map(|(at, it)| part(it, wanted.get(at).map_or(&[], Vec::as_slice)))
            .collect();
        if let Some(empty) = dimensions.iter().find(|it| it.codes.is_empty()) {
            return Err(CubeError::Empty { dimension: empty.id.clone() });
        }
        let cells = self.cells_at(wanted);
        Self::new(self.about().clone(), dimensions, cells)
    }

    /// The cells of these places, the last dimension fastest.
    fn cells_at(&self, wanted: &[Vec<usize>]) -> Vec<Cell> {
        let mut starts = vec![0_usize];
        for (size, places) in self.sizes().into_iter().zip(wanted) {
            let kept = places.iter().filter(|place| **place < size);
            let below = |start: usize| kept.clone().map(move |place| start * size + place);
            starts = starts.into_iter().flat_map(below).collect();
        }
        starts.into_iter().filter_map(|at| self.cells().get(at).copied()).collect()
    }
}

fn part(whole: &Dimension, places: &[usize]) -> Dimension {
    let kept: Vec<&Code> = places.iter().filter_map(|place| whole.codes.get(*place)).collect();
    let codes = kept.iter().map(|code| {
        let parent = above(whole, code, &kept);
        Code { parent, ..(*code).clone() }
    });
    Dimension { codes: codes.collect(), ..whole.clone() }
}

/// The nearest code above that is kept. Parents form no ring: [`Cube::new`] has looked.
fn above(whole: &Dimension, code: &Code, kept: &[&Code]) -> Option<String> {
    let mut parent = code.parent.as_ref();
    while let Some(id) = parent {
        if kept.iter().any(|it| it.id == *id) {
            return Some(id.clone());
        }
        parent = whole.codes.get(whole.place(id)?)?.parent.as_ref();
    }
    None
}
