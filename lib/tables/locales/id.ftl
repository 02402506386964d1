error-tables-unreadable = Berkas ini bukan tabel yang dapat dibaca
    .do = Unggah buku kerja Excel (.xlsx) atau berkas CSV. Bila berkas rusak, buka lalu simpan ulang.
error-tables-other-workbook = Bentuk spreadsheet ini tidak dapat dibaca
    .do = Buka di Excel atau LibreOffice, hapus kata sandinya bila ada, lalu simpan sebagai .xlsx.
error-tables-too-large = Tabel ini terlalu besar
    .do = Hapus baris dan kolom kosong yang berformat, atau bagi tabel menjadi beberapa berkas.
error-tables-heads = Baris judul kolom tidak ditemukan
    .do = Kolom yang belum ada: { $missing }. Tulis judulnya pada satu baris, di antara 30 baris pertama.
