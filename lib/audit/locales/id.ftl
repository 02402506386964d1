error-audit-not-found = Catatan ini tidak ada di jejak audit
    .do = Mungkin dibuka dari alamat lama, atau rinciannya sudah dihapus. Buka daftar jejak audit dan cari dari sana.
error-audit-checkpoint-file = Titik periksa jejak audit yang ditandatangani tidak dapat dibaca
    .do = Minta administrator memulihkan audit/latest.json dari cadangan, lalu jalankan “pelangi audit verify”.
