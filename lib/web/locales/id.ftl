# Kalimat kerangka halaman. Kunci error-* menjelaskan kode error: judul, lalu apa yang harus dilakukan (.do).

## Kerangka
layout-skip = Langsung ke isi
layout-demo = Data contoh.
layout-demo-more = Nama, angka, dan aturan rekaan.
layout-main-nav = Utama
layout-sign-in = Masuk
layout-sign-out = Keluar
layout-account = Akun saya
layout-government = Pemerintah
layout-dark = Tampilan gelap
layout-light = Tampilan terang
layout-verify = Periksa keaslian dokumen
layout-api = API

## Isian
form-problems = Ada { $n } isian yang perlu diperbaiki
form-error-prefix = Kesalahan:
password-show = Tampilkan
password-hide = Sembunyikan
password-shown = Kata sandi terlihat
password-hidden = Kata sandi tersembunyi
progress-done = { $done } dari { $whole }
pagination-label = Halaman
pagination-previous = Sebelumnya
pagination-next = Berikutnya

## Kunci sandi di peramban
passkey-no-script = Kunci sandi memerlukan JavaScript. Aktifkan di peramban Anda, lalu muat ulang halaman ini.
passkey-waiting = Menunggu perangkat Anda …
passkey-unsupported = Peramban ini tidak mengenal kunci sandi. Perbarui peramban, atau pakai perangkat lain.
passkey-insecure = Kunci sandi hanya dapat dipakai pada alamat resmi sistem ini, dengan https. Buka alamat itu, lalu coba lagi.
passkey-cancelled = Belum disetujui di perangkat. Tekan tombolnya lagi bila Anda ingin melanjutkan.
passkey-late = Waktunya habis sebelum perangkat menjawab. Tekan tombolnya lagi.
passkey-known = Perangkat ini sudah terdaftar di akun Anda. Pakai perangkat lain.
passkey-unverified = Perangkat ini belum punya kunci layar. Aktifkan sidik jari, wajah, atau PIN, lalu coba lagi.
passkey-failed = Perangkat tidak dapat menjawab. Coba lagi, atau pakai perangkat lain.

## Halaman API
api-title = API untuk pengembang
api-lead = Setiap operasi memberi JSON. Nilai uang dalam rupiah bulat; kesalahan berbentuk application/problem+json dengan kode yang tetap.
api-document = Dokumen OpenAPI 3.1
api-language = Uraian tiap operasi ditulis dalam bahasa Inggris; tanda * berarti wajib.
api-signed-in = Perlu masuk
api-fine = berhasil
api-public = Terbuka:
api-needs = Perlu hak:
api-parameters = Parameter
api-parameter = Nama
api-place = Tempat
api-meaning = Arti
api-answers = Jawaban
api-status = Status
api-empty = Belum ada operasi

## Aplikasi di HP
manifest-description = Cek, bayar, dan simpan PBB Anda; periksa keaslian SPPT dengan kamera.
manifest-screen-home = Cek PBB dengan NOP, tanpa akun
manifest-screen-notice = Tagihan, jatuh tempo, dan status bayar
offline-title = Tidak ada sambungan
offline-lead = Halaman ini tidak bisa dibuka sekarang: HP Anda tidak tersambung ke internet, atau layanan sedang tidak terjangkau.
offline-saved = SPPT tersimpan
offline-safe = Baru saja membayar? Jangan bayar lagi. Periksa dulu statusnya sesudah tersambung.

## Halaman kesalahan
error-page-title = Terjadi kesalahan
error-incident = Nomor kejadian:
error-retry = Coba lagi
error-home = Ke beranda

error-kind-invalid = Isian belum benar
    .do = Perbaiki isian Anda, lalu kirim lagi.
error-kind-unauthenticated = Anda perlu masuk dulu
    .do = Masuk dengan akun Anda, lalu ulangi.
error-kind-forbidden = Anda tidak berhak membuka ini
    .do = Jika Anda memerlukannya untuk tugas, minta hak kepada administrator.
error-kind-not-found = Halaman tidak ditemukan
    .do = Periksa alamatnya, atau mulai dari beranda.
error-kind-conflict = Data sudah berubah
    .do = Muat ulang halaman, periksa keadaan terbaru, lalu ulangi bila masih perlu.
error-kind-precondition = Syaratnya belum terpenuhi
    .do = Muat ulang halaman dan lihat apa yang harus dikerjakan lebih dulu.
error-kind-too-large = Kiriman terlalu besar
    .do = Kirim berkas yang lebih kecil atau bagi menjadi beberapa berkas.
error-kind-too-many = Terlalu sering mencoba
    .do = Tunggu sebentar, lalu coba lagi.
error-kind-unavailable = Layanan sedang tidak dapat menjawab
    .do = Coba lagi beberapa saat lagi. Data Anda tidak hilang.
error-kind-internal = Ada gangguan di pihak kami
    .do = Coba lagi. Jika tetap gagal, sampaikan nomor kejadian kepada kami.

error-web-sign-in = Anda perlu masuk dulu
    .do = Masuk dengan akun Anda, lalu ulangi.
error-web-not-found = Halaman tidak ditemukan
    .do = Periksa alamatnya, atau mulai dari beranda.
error-web-method-not-allowed = Cara memanggil alamat ini tidak dikenal
    .do = Buka halamannya dulu, lalu gunakan tombol di sana.
error-web-csrf = Formulir ini tidak lagi berlaku
    .do = Halaman terlalu lama terbuka atau dibuka dari situs lain. Muat ulang halaman, lalu kirim lagi.
wait-seconds = { $n } detik
wait-minutes = { $n } menit
wait-hours = { $n } jam
error-web-too-many = Terlalu sering mencoba
    .do = Tunggu { $wait }, lalu coba lagi.
error-web-too-large = Kiriman terlalu besar
    .do = Kirim berkas yang lebih kecil.
error-web-too-many-fields = Isian terlalu banyak
    .do = Kurangi pilihan, lalu kirim beberapa kali.
error-web-repeated-field = Ada isian yang dikirim dua kali
    .do = Muat ulang halaman, lalu isi dan kirim sekali saja.
error-web-unsupported-media = Jenis kiriman tidak dikenal
    .do = Kirim lewat formulir di halaman ini, atau sesuai dokumen API.
error-web-unreadable = Permintaan tidak terbaca
    .do = Periksa alamat dan isinya, lalu ulangi.
error-web-unprocessable = Isi permintaan tidak sesuai
    .do = Periksa isinya dengan dokumen API, lalu ulangi.
error-web-broken-body = Kiriman terputus
    .do = Periksa sambungan internet Anda, lalu kirim lagi.
error-web-too-slow = Jawabannya terlalu lama
    .do = Coba lagi beberapa saat lagi. Perubahan yang belum selesai sudah dibatalkan.
error-web-first = Ada yang harus Anda kerjakan dulu
    .do = Buka halaman kerja di peramban, lalu ikuti petunjuknya.
error-web-fields = Ada isian yang perlu diperbaiki
    .do = Perbaiki isian yang disebut, lalu kirim lagi.
error-web-required = Isian ini wajib
    .do = Isi, lalu kirim lagi.
error-web-panic = Ada gangguan di pihak kami
    .do = Coba lagi. Jika tetap gagal, sampaikan nomor kejadian kepada kami.
error-web-internal = Ada gangguan di pihak kami
    .do = Coba lagi. Jika tetap gagal, sampaikan nomor kejadian kepada kami.
error-web-template = Ada gangguan di pihak kami
    .do = Coba lagi. Jika tetap gagal, sampaikan nomor kejadian kepada kami.
error-identity-forbidden = Anda tidak berhak melakukan ini
    .do = Jika Anda memerlukannya untuk tugas, minta hak kepada administrator.

## Nilai dasar
error-base-nop-length = NOP harus 18 angka, ini { $digits } angka
    .do = Salin NOP dari bagian atas SPPT; titik dan strip boleh dihilangkan.
error-base-nop-character = NOP hanya berisi angka, titik, dan strip
    .do = Salin NOP dari bagian atas SPPT.
error-base-nik = NIK tidak benar
    .do = NIK terdiri atas 16 angka; salin dari KTP.
error-base-rupiah = Jumlah rupiah tidak terbaca
    .do = Tulis angkanya saja, misalnya 150000 atau Rp150.000.
error-base-region-code = Kode wilayah tidak benar
    .do = Tulis seperti 64.08 atau 64.08.01.2001.

## Lembar komponen
design-title = Lembar komponen
design-nop = Nomor Objek Pajak (NOP)
design-nop-hint = 18 angka di bagian atas SPPT
design-password = Kata sandi
design-district = Kecamatan
design-all = Semua kecamatan
design-note = Keterangan
design-send = Kirim
design-way = Cara bayar
design-agree = Saya sudah memeriksa angkanya
design-file = Berkas SISMIOP
design-file-hint = Folder CSV sebagai berkas ZIP, paling besar 2 GB
design-cap = Batas kenaikan
