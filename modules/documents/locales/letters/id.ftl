# Kalimat naskah keluar.
doc-menu = Naskah
doc-menu-letters = Naskah keluar
doc-mine = Naskah saya
doc-mine-lead = Yang Anda tulis, yang terbaru lebih dulu.
doc-mine-none = Belum ada naskah
doc-mine-none-more = Naskah yang Anda tulis akan terlihat di sini, beserta di meja siapa ia berada.
doc-subject = Hal
doc-number = Nomor
doc-since = Sejak
doc-state = Keadaan
doc-state-draft = Konsep
doc-state-review = Menunggu paraf
doc-state-returned = Dikembalikan
doc-state-ready = Siap dinomori
doc-state-fixed = Siap ditandatangani
doc-state-signing = Sedang ditandatangani
doc-state-signed = Sudah ditandatangani
doc-state-dispatched = Terkirim
doc-state-withdrawn = Ditarik
doc-state-cancelled = Dibatalkan

# Peran dan hak.
role-staff = Pegawai
role-records-clerk = Arsiparis dan tata usaha
role-official = Pejabat
role-adjutant = Ajudan
permission-documents-read = melihat naskah
permission-documents-draft = menulis naskah dan mengajukannya
permission-documents-act = memaraf, mengembalikan, dan menandatangani
permission-documents-sort = melihat dan memilah yang menunggu pejabat yang didampingi
permission-documents-number = menomori naskah dan mengelola buku agenda
permission-documents-dispatch = mengirim naskah
permission-documents-manage = memuat kode klasifikasi

# Yang tercatat di jejak audit.
deed-documents-letter-made = Naskah mulai ditulis
deed-documents-letter-saved = Naskah disimpan
