# Kalimat modul administrasi. Kunci error-* menjelaskan kode error: judul, lalu apa yang harus dilakukan (.do).

## Navigasi
adm-menu = Administrasi
adm-home-title = Meja kerja
adm-accounts-title = Akun
    .hint = Siapa yang dapat masuk, perannya, dan pengaturan ulang
adm-jobs-title = Pekerjaan
    .hint = Impor, penetapan, dan pekerjaan lama lainnya
adm-trail-title = Jejak audit
    .hint = Siapa melakukan apa, dan apakah catatannya utuh

## Umum
adm-apply = Terapkan
adm-save = Simpan
adm-search = Cari
adm-refresh = Muat ulang
adm-state = Keadaan
adm-all-states = Semua keadaan
adm-filter-drop = Hapus saringan
adm-address = Alamat jaringan
adm-when = Waktu

## Masuk
adm-sign-in-title = Masuk
adm-sign-in-lead = Untuk pegawai. Warga dapat mengecek PBB tanpa akun.
adm-sign-in-button = Masuk
adm-sign-in-help = Lupa kata sandi atau kehilangan ponsel? Minta administrator di perangkat daerah Anda mengatur ulang akun. Bila administrator satu-satunya yang kehilangan, pengelola server membuatkan tautan baru.
adm-signed-out = Anda sudah keluar.
adm-login = Nama pengguna
adm-login-hint = Huruf kecil, angka, titik, atau tanda hubung, misalnya siti.rahma
adm-password = Kata sandi
adm-code = Kode dari ponsel
adm-code-hint = Enam angka yang sedang tampil di aplikasi autentikator
adm-code-now = kode sekarang
adm-demo-title = Akun contoh
adm-demo-lead = Hanya ada pada sistem contoh. Pada sistem yang sebenarnya kata sandi dan kode tidak pernah tampil.
adm-demo-enter = Masuk sebagai { $name }
field-login = Nama pengguna
field-password = Kata sandi
field-code = Kode

## Tautan sekali pakai
adm-link-title = Tautan sekali pakai
adm-link-first = Administrator pertama
adm-link-first-lead = Buat akun yang mengelola sistem ini.
adm-link-invitation = Aktifkan akun Anda
adm-link-password = Kata sandi baru
adm-link-everything = Atur ulang akun Anda
adm-link-for = Untuk { $name }.
adm-link-until = Tautan berlaku sampai { $moment }.
adm-link-who = Nama dan kata sandi
adm-link-button = Simpan dan masuk
adm-link-once = Tautan ini hanya dapat dipakai satu kali. Jangan meneruskannya kepada siapa pun.
adm-phone-title = Hubungkan ponsel
adm-phone-lead = Buka aplikasi autentikator, misalnya Aegis, FreeOTP, atau Google Authenticator, lalu pindai kode ini.
adm-phone-typed = Tidak dapat memindai? Ketik kunci ini di aplikasi:
adm-phone-present = Kode dari ponsel Anda
adm-code-confirm = Enam angka yang tampil setelah kode dipindai
adm-qr-label = Kode QR untuk aplikasi autentikator
field-repeat = Ulangi kata sandi
field-name = Nama lengkap

## Kata sandi
adm-password-new = Kata sandi baru
adm-password-repeat = Ulangi kata sandi baru
adm-password-present = Kata sandi sekarang
adm-password-change = Ganti kata sandi
adm-password-changed = Kata sandi sudah diganti. Sesi lain sudah diakhiri.
adm-password-over = Kata sandi Anda sudah habis masa berlakunya. Ganti dulu sebelum melanjutkan.
adm-password-others-end = Setelah diganti, sesi Anda di perangkat lain berakhir.
adm-password-days = Kata sandi harus diganti dalam { $days } hari.
adm-password-set = Kata sandi sejak
adm-rules-title = Aturan yang berlaku:
adm-rules-asvs = Dasar: OWASP ASVS 5.0, V6.2; faktor kedua menggantikan aturan susunan.
adm-rules-bssn = Dasar: Peraturan BSSN 4/2021 Pasal 27 ayat (1) huruf c.
adm-rule-length = { $shortest } sampai { $longest } karakter; kalimat boleh
adm-rule-classes = huruf kecil, huruf besar, angka, dan tanda lain
adm-rule-strong = tidak mudah ditebak: bukan nama, tanggal, kata umum, atau deretan tombol
adm-rule-history = bukan salah satu dari { $n } kata sandi terakhir
adm-rule-expiry = diganti setiap { $days } hari
adm-rule-no-expiry = tidak perlu diganti berkala
field-present = Kata sandi sekarang

## Meja kerja
adm-home-hello = Selamat datang, { $name }
adm-home-waiting = { $count } menunggu keputusan Anda
adm-home-jobs = Pekerjaan Anda yang belum selesai
adm-home-empty = Belum ada tugas untuk Anda
adm-home-empty-advice = Akun Anda belum punya peran. Minta administrator memberi peran yang sesuai, lalu buka lagi halaman ini.
adm-alone = Baru ada satu akun.
adm-alone-more = Berikutnya: buat akun untuk petugas dan untuk administrator kedua, agar selalu ada yang dapat membantu.

## Akun saya
adm-my-account = Akun saya
adm-my-account-change = Nama, perangkat daerah, dan peran diubah oleh administrator.
adm-sessions = Anda sedang masuk di
adm-sessions-end-others = Akhiri semua yang lain
adm-sessions-ended = Semua sesi lain sudah diakhiri.
adm-sessions-rule = Sesi berakhir setelah { $minutes } menit tanpa kegiatan, dan selalu setelah { $hours } jam.
adm-session-browser = Peramban
adm-session-began = Mulai
adm-session-seen = Terakhir dipakai
adm-session-this = Sesi ini
adm-session-end = Akhiri
adm-session-ended = Sesi sudah diakhiri.

## Akun
adm-name = Nama
adm-nip = NIP
adm-nip-hint = 18 angka; kosongkan bila tidak ada
adm-agency = Perangkat daerah
adm-agency-hint = Menentukan data milik siapa yang boleh dikerjakan
adm-agency-none = Tanpa perangkat daerah
adm-own-agency = (milik perangkat daerahnya)
adm-roles = Peran
adm-roles-hint = Peran baru berlaku sejak permintaan berikutnya, tanpa masuk ulang.
adm-accounts-search = Nama, nama pengguna, atau NIP
adm-accounts-empty = Tidak ada akun yang cocok
adm-accounts-empty-advice = Periksa ejaannya, atau cari dengan sebagian nama saja.
adm-accounts-all = Tampilkan semua akun
adm-account-new = Buat akun
adm-account-new-lead = Setelah disimpan, Anda mendapat tautan sekali pakai untuk diserahkan kepada orangnya. Tidak perlu surat elektronik.
adm-account-create = Buat akun dan tautan
adm-account-saved = Perubahan sudah disimpan dan langsung berlaku.
adm-account-since = Dibuat { $moment }
adm-account-invited = Diundang
adm-account-active = Aktif
adm-account-disabled = Nonaktif
adm-account-disabled-now = Akun dinonaktifkan; semua sesinya berakhir.
adm-account-enabled-now = Akun diaktifkan kembali.
adm-reset-title = Atur ulang
adm-reset-lead = Kata sandi sekarang langsung tidak berlaku, semua sesi berakhir, dan kunci karena salah sandi dibuka.
adm-reset-invited = Tautan yang lama langsung tidak berlaku.
adm-reset-password = Lupa kata sandi; ponselnya masih ada
adm-reset-everything = Ponsel hilang, atau akun mungkin dipakai orang lain
adm-reset-button = Buat tautan baru
adm-disable-title = Nonaktifkan
adm-disable-lead = Orang ini tidak dapat masuk lagi. Catatannya tetap ada dan akun dapat diaktifkan kembali.
adm-disable-self = Akun sendiri hanya dapat dinonaktifkan oleh administrator lain.
adm-disable-button = Nonaktifkan akun
adm-enable-title = Aktifkan kembali
adm-enable-lead = Orang ini dapat masuk lagi dengan kata sandi dan ponsel yang sama.
adm-enable-button = Aktifkan akun
adm-link-made-invitation = Akun sudah dibuat
adm-link-made-reset = Tautan baru sudah dibuat
adm-link-made-once = Tautan ini hanya tampil sekali.
adm-link-made-lead = Serahkan kepada pemilik akun { $login } sekarang.
adm-link-made-label = Tautan sekali pakai
adm-link-made-copy = Klik di dalam kotak, pilih semua (Ctrl+A), lalu salin (Ctrl+C)
adm-link-made-copy-button = Salin tautan
adm-link-made-copied = Tautan tersalin
adm-link-made-until = Berlaku sampai { $moment } dan hanya satu kali.
adm-link-made-way = Serahkan langsung atau lewat saluran yang Anda percaya; siapa pun yang memegangnya dapat masuk.
adm-link-made-phone = Orangnya memilih kata sandi dan memindai kode QR dengan ponselnya.
adm-link-made-same-phone = Orangnya memilih kata sandi baru dan memakai kode dari ponsel yang sama.
adm-link-made-done = Selesai, ke daftar akun
adm-link-made-account = Buka akun ini
field-nip = NIP
field-agency = Perangkat daerah
field-roles = Peran

## Pekerjaan
adm-job = Pekerjaan
adm-job-who = Diminta oleh
adm-job-when = Waktu
adm-job-progress = Kemajuan
adm-job-waiting = Menunggu
adm-job-running = Berjalan
adm-job-done = Selesai
adm-job-dead = Gagal
adm-job-cancelled-state = Dibatalkan
adm-job-attempt = percobaan ke-{ $n }
adm-job-cancel = Batalkan
adm-job-retry = Ulangi
adm-job-stopping = Sedang dihentikan
adm-job-cancelled = Pekerjaan dibatalkan. Yang sedang berjalan berhenti pada langkah berikutnya.
adm-job-retried = Pekerjaan masuk antrean lagi.
adm-jobs-empty = Tidak ada pekerjaan
adm-jobs-empty-advice = Impor, penetapan, dan pencetakan massal tampil di sini begitu dimulai dari halamannya.

## Jejak audit
adm-trail-lead = Setiap perbuatan yang mengubah data, dan setiap penolakan. Catatan dirantai; satu huruf yang diubah akan ketahuan.
adm-deed = Perbuatan
adm-all-deeds = Semua perbuatan
adm-actor = Pelaku
adm-actor-login = Pelaku (nama pengguna)
adm-actor-operator = Operator di server
adm-actor-public = Tanpa akun
adm-actor-system = Sistem
adm-subject = Tentang
adm-outcome = Hasil
adm-all-outcomes = Semua hasil
adm-outcome-done = Dilakukan
adm-outcome-denied = Ditolak
adm-outcome-failed = Gagal
adm-from = Sejak tanggal
adm-until = Sampai tanggal
adm-trail-empty = Tidak ada catatan yang cocok
adm-trail-empty-advice = Longgarkan saringannya, misalnya hapus tanggal atau pelaku.
adm-trail-of-actor = semua oleh pelaku ini
adm-trail-of-subject = semua tentang ini
adm-chain-head = Catatan dalam rantai
adm-chain-unsealed = Menunggu dirantai
adm-chain-unsealed-more = biasanya kurang dari satu detik
adm-chain-signed = Tanda tangan terakhir pada catatan
adm-chain-unsigned = belum ada; dibuat setiap hari
adm-chain-check = Keutuhan
adm-chain-check-button = Periksa seluruh rantai
adm-chain-command = atau di server:
adm-chain-place = Nomor dalam rantai
adm-chain-waiting = menunggu dirantai
adm-chain-whole = Rantai utuh
adm-chain-walked = { $entries } catatan dan { $checkpoints } tanda tangan diperiksa; tidak ada yang diubah.
adm-chain-broken = Rantai tidak utuh
adm-chain-broken-do = Jangan ubah apa pun. Simpan salinan basis data dan laporkan kepada penanggung jawab keamanan.
adm-trouble-removed = Catatan nomor { $seq } dihapus.
adm-trouble-broken = Catatan nomor { $seq } diubah, disisipkan, atau dipindahkan.
adm-trouble-details-changed = Rincian catatan nomor { $seq } diubah.
adm-trouble-erased-without-record = Rincian catatan nomor { $seq } dihapus tanpa catatan penghapusan.
adm-trouble-head-differs = Ujung rantai pada nomor { $seq } tidak sesuai: ada catatan yang dipotong atau ditambahkan.
adm-trouble-checkpoint-differs = Rantai tidak sesuai dengan tanda tangan pada nomor { $seq }: dipotong atau ditulis ulang.
adm-trouble-checkpoint-forged = Tanda tangan pada nomor { $seq } tidak dibuat dengan kunci sistem ini.
adm-trouble-checkpoint-file-missing = Berkas tanda tangan terakhir (audit/latest.json) hilang; rantai diperiksa sampai nomor { $seq }.
adm-reason = Keterangan
adm-kind-code = Kode perbuatan
adm-details = Rincian
adm-details-erased = Rincian catatan ini dihapus untuk melindungi data pribadi (UU 27/2022 Pasal 43). Rantainya tetap utuh.
adm-field = Isian
adm-before = Sebelum
adm-after = Sesudah
field-pelaku = Pelaku
field-dari = Sejak tanggal
field-sampai = Sampai tanggal

## Peran dan hak
role-administrator = Administrator
role-auditor = Auditor
role-leader = Pimpinan
permission-identity-view-accounts = melihat akun
permission-identity-manage-accounts = membuat, mengubah, dan mengatur ulang akun
permission-administration-watch-jobs = melihat pekerjaan
permission-administration-manage-jobs = membatalkan dan mengulang pekerjaan
permission-administration-read-audit = membaca jejak audit

## Perbuatan dalam jejak audit
deed-audit-details-erased = Rincian catatan dihapus
deed-identity-denied = Tindakan tanpa hak ditolak
deed-identity-signed-in = Masuk
deed-identity-sign-in-refused = Gagal masuk
deed-identity-locked = Dikunci karena terlalu banyak percobaan
deed-identity-signed-out = Keluar
deed-identity-session-ended = Sesi diakhiri
deed-identity-link-made = Tautan sekali pakai dibuat
deed-identity-link-redeemed = Tautan sekali pakai dipakai
deed-identity-link-refused = Tautan dipakai dengan kode salah
deed-identity-account-created = Akun dibuat
deed-identity-account-changed = Akun diubah
deed-identity-account-disabled = Akun dinonaktifkan
deed-identity-account-enabled = Akun diaktifkan kembali
deed-identity-account-recovered = Administrator dimasukkan kembali dari server
deed-identity-password-changed = Kata sandi diganti
deed-identity-agencies-set = Daftar perangkat daerah diubah
deed-jobs-cancelled = Pekerjaan dibatalkan
deed-jobs-retried = Pekerjaan diulang

## Kesalahan
error-administration-repeat = Kedua kata sandi tidak sama
    .do = Ketik kata sandi yang sama dua kali.
error-administration-date = Tanggal tidak terbaca
    .do = Tulis seperti 2026-08-17.
error-administration-nobody = Tidak ada akun dengan nama pengguna ini
    .do = Cari dulu di daftar akun, lalu salin nama penggunanya.
error-administration-qr = Kode QR tidak dapat dibuat
    .do = Ketik kuncinya di aplikasi autentikator.
