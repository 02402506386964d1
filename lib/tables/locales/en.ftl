error-tables-unreadable = This file is no table that can be read
    .do = Upload an Excel workbook (.xlsx) or a CSV file. If the file is damaged, open it and save it again.
error-tables-other-workbook = This form of spreadsheet cannot be read
    .do = Open it in Excel or LibreOffice, remove its password if there is one, and save it as .xlsx.
error-tables-too-large = This table is too large
    .do = Delete empty rows and columns that carry a format, or cut the table into several files.
error-tables-heads = There is no row with the titles of the columns
    .do = Missing: { $missing }. Write the titles in one row, among the first 30.
