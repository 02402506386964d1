"""Makes the workbooks of this folder, messy in the ways of real ones. Needs openpyxl; figures are invented.

    python make.py
"""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent


def book(name, title):
    made = Workbook()
    made.active.title = title
    return made, made.active, HERE / f"{name}.xlsx"


def put(sheet, rows, top=1):
    for number, row in enumerate(rows, top):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)


def b01():
    """Years and sexes across in two rows of heads, a row of column numbers, sums as formulas, a note below."""
    made, s, path = book("01-siswa", "Siswa")
    put(s, [
        ["JUMLAH SISWA SD MENURUT KECAMATAN DAN JENIS KELAMIN"],
        ["KABUPATEN KUTAI TIMUR"],
        [],
        ["No", "Kecamatan", 2023, None, None, 2024],
        [None, None, "Laki-laki", "Perempuan", "Jumlah", "Laki-laki", "Perempuan", "Jumlah"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, "Muara Ancalong", 812, 790, "=C7+D7", 820, 801, "=F7+G7"],
        [2, "Kaliorang", 640, 655, "=C8+D8", 652, 661, "=F8+G8"],
        [3, "Kongbeng", 1204, 1187, "=C9+D9", 1220, 1199, "=F9+G9"],
        [None, "Jumlah", 2656, 2632, None, 2692, 2661, None],
        [],
        ["Sumber: Dinas Pendidikan dan Kebudayaan"],
    ])
    for area in ["A1:H1", "A2:H2", "A4:A5", "B4:B5", "C4:E4", "F4:H4"]:
        s.merge_cells(area)
    made.save(path)


def b02():
    """Villages below their kecamatan, indented; spelt differently; the kabupaten on top."""
    made, s, path = book("02-desa", "Penduduk 2024")
    put(s, [
        ["Penduduk Menurut Desa, Tahun 2024"],
        [],
        ["Wilayah", "Penduduk (jiwa)"],
        ["Kabupaten Kutai Timur", 16950],
        ["Muara Wahau"],
        ["   Nehas Liah Bing", 3456],
        ["   Muara Wahau", 5120],
        ["   Wanasari", 2210],
        ["Busang"],
        ["   Long Bentuk", 1204],
        ["   Long Pejeng", "-"],
        ["   Rantau Sentosa", 980],
        ["Kec. Sangatta Utara", 3980],
        ["   Sangatta Utara", 3980],
        ["Catatan: angka Disdukcapil"],
    ])
    made.save(path)


def b03():
    """Decimal commas typed as texts, thousands with points, a mark, percent cells."""
    made, s, path = book("03-kemiskinan", "Kemiskinan")
    put(s, [
        ["Penduduk Miskin Kabupaten Kutai Timur"],
        ["Tahun", "Persentase Penduduk Miskin", "Jumlah Penduduk Miskin (ribu jiwa)"],
        [2021, "9,81", "37,78"],
        [2022, "9,28%", "36,84"],
        [2023, 0.0906, "37,04"],
        ["2024*", 8.81, 36.98],
        ["2025**", "8,07 **", "..."],
        ["*) angka sementara"],
    ])
    s["B5"].number_format = "0.00%"
    made.save(path)


def b04():
    """1.234 that may be either, and nothing in the column that tells which."""
    made, s, path = book("04-luas", "Luas")
    put(s, [
        ["Luas Panen Padi (ha), 2024"],
        [],
        ["Kecamatan", "Luas Panen"],
        ["Kaubun", "1.234"],
        ["Kaliorang", "2.105"],
        ["Long Mesangat", "987"],
    ])
    made.save(path)


def b05():
    """The same, but another cell of the column tells."""
    made, s, path = book("05-luas", "Luas")
    put(s, [
        ["Luas Panen Padi (ha), 2024"],
        [],
        ["Kecamatan", "Luas Panen"],
        ["Kaubun", "1.234"],
        ["Kaliorang", "2.105,5"],
        ["Long Mesangat", "987"],
    ])
    made.save(path)


def b06():
    """Codes that a spreadsheet took for numbers, and those of the other system."""
    made, s, path = book("06-kode", "Data")
    put(s, [
        ["Kode Wilayah", "Nama", "Penduduk 2024"],
        [64.10, "Bontang Contoh", 1000],
        ["6404", "Kutai Timur", 449000],
        ["640801", "Muara Ancalong", 14000],
        ["64.08.02", "Muara Wahau", 30000],
        [date(2024, 8, 3), "Muara Bengkal", 15000],
        ["64.08.05", "Busang", 6000],
        ["64.08.99", "Antah", 1],
    ])
    made.save(path)


def b07():
    """A hidden sheet with old figures, hidden rows and columns, twice the same place."""
    made, s, path = book("07-tersembunyi", "2024")
    old = made.create_sheet("2019 lama", 0)
    put(old, [["Kecamatan", "Penduduk 2019"], ["Telen", 7000]])
    old.sheet_state = "hidden"
    put(s, [
        ["Kecamatan", "Penduduk 2023", "Penduduk 2024"],
        ["Telen", 7900, 8000],
        ["Sandaran", 9000, 9100],
        ["Telen", 7900, 8001],
        ["Karangan", 12000, 12100],
    ])
    s.row_dimensions[3].hidden = True
    s.column_dimensions["B"].hidden = True
    made.create_sheet("Grafik")["A1"] = "lihat lampiran"
    made.active = 1
    made.save(path)


def b08():
    """Blanks, dashes and every sign; errors, words and bools among figures."""
    made, s, path = book("08-kosong", "Sekolah")
    put(s, [
        ["Banyaknya SD, 2024"],
        ["No.", "Kecamatan", "Sekolah", "Keterangan"],
        [1, "Bengalon", 31, "lengkap"],
        [2, "Kaliorang", None, "belum lapor"],
        [3, "Sandaran", "-"],
        [4, "Kaubun", "..."],
        [5, "Karangan", "NA"],
        [6, "Batu Ampar", "x"],
        [7, "Teluk Pandan", "nihil"],
        [8, "Rantau Pulung", "12 unit"],
        [9, "Telen", True],
        [10, "Busang", "#DIV/0!"],
        [11, "Long Mesangat", date(2024, 3, 1)],
        [12, "Muara Bengkal", 1.234],
        [13, "Muara Wahau", "=SUM(C3:C4)"],
    ])
    s["C12"].data_type = "e"
    made.save(path)


def b09():
    """Two tables on one sheet, and a third one beside the first."""
    made, s, path = book("09-dua", "Lembar1")
    put(s, [
        ["Tabel 1. Penduduk 2023", None, None, None, "Tabel 3. Penduduk 2022"],
        ["Kecamatan", "Penduduk", None, None, "Kecamatan", "Penduduk"],
        ["Kaubun", 14000, None, None, "Kaubun", 13000],
        ["Telen", 8000, None, None, "Telen", 7700],
        [],
        ["Tabel 2. Penduduk 2024"],
        [],
        ["Kecamatan", "Penduduk"],
        ["Kaubun", 14100],
        ["Telen", 8100],
    ])
    made.save(path)


def b10():
    """Long form: everything in rows, ages that became days, kecamatan merged over their rows."""
    made, s, path = book("10-umur", "Data")
    put(s, [
        ["Kecamatan", "Kelompok Umur", "Periode", "Jumlah"],
        ["Bengalon", "0-4", "Semester I 2024", 3100],
        [None, date(2024, 9, 5), "Semester I 2024", 2900],
        [None, date(2014, 10, 1), "Semester I 2024", 2700],
        ["Kaubun", "0-4", "Smt II/2024", 1200],
        [None, "15+", "Smt II/2024", 900],
        [None, "65 ke atas", "Smt II/2024", 80],
    ])
    s.merge_cells("A2:A4")
    s.merge_cells("A5:A7")
    made.save(path)


def b11():
    """Kinds of schools across without merged heads; thousands; heads that match nothing; signatures below."""
    made, s, path = book("11-jenis", "Murid 2024")
    put(s, [
        ["Pemerintah Kabupaten Kutai Timur"],
        ["Murid Menurut Jenis Sekolah (ribuan), Tahun 2024"],
        [],
        ["Kecamatan", "Negeri", "Swasta", "Pesantren Kilat"],
        ["Sangatta Utara", 12.5, 3.25, 1],
        ["Sangatta Selatan", 6.1, 0.1 + 0.2, 2],
        [],
        ["Teluk Pandan", 2, 0.5, 0],
        [None, None, None, "Sangatta, 12 Januari 2025"],
        [None, None, None, "Kepala Dinas"],
    ])
    s["B4"], s["C4"] = "Negeri (ribu)", "Swasta (ribu)"
    made.save(path)


def b12():
    """A semicolon CSV in windows-1252 as Excel writes it here."""
    lines = [
        "Realisasi PAD – Triwulan II 2024;;",
        ";;",
        "Kecamatan;Realisasi (Rp juta);Ket",
        "Muara Wahau;1.234,50;",
        "Kaubun;Rp 987,25;",
        "Sangatta  Utara;12.500;naik",
        "TOTAL;14.721,75;",
        "Sumber: Bapenda;;",
    ]
    (HERE / "12-pad.csv").write_bytes("\r\n".join(lines).encode("cp1252"))


for make in [b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12]:
    make()
