# Kalimat tentang yang terutang, yang sudah dibayar, dan pembebasan sanksi.

## Yang terutang hari ini
ptax-owed-today = Harus dibayar hari ini
ptax-owed-principal = Pokok
ptax-owed-penalty = Sanksi bunga
ptax-owed-penalty-months = Sanksi bunga, { $months } bulan
ptax-owed-waived = Pembebasan sanksi
ptax-owed-later = Mulai { $date } menjadi { $amount }.
ptax-owed-later-short = Mulai { $date }: { $amount }
ptax-owed-line = Pokok { $principal } + sanksi bunga { $penalty } ({ $months } bulan)
ptax-owed-line-waived = Pokok { $principal } + sanksi bunga { $penalty } ({ $months } bulan) − pembebasan { $waived }
ptax-owed-unknown = Sanksi bunga sebagian tahun belum bisa dihitung karena aturannya belum ada. Tanyakan jumlahnya ke Badan Pendapatan Daerah.
ptax-owed-unknown-line = Pokok; sanksi bunganya belum bisa dihitung
ptax-owed-waived-by = Pembebasan menurut { $basis }.
ptax-owed-together = Bersama tahun lain yang belum dibayar: { $amount }
ptax-paid-with = Termasuk sanksi bunga { $penalty }
ptax-paid-receipt = Tanda terima (STTS) { $number }
ptax-pay = Bayar
ptax-pay-years = Tahun yang dibayar
ptax-pay-year = PBB { $year }: { $amount }

## Pembebasan sanksi
ptax-office-waivers = Keringanan
    .hint = Pembebasan sanksi bunga, menunggu orang kedua
ptax-waivers-lead = Pembebasan sanksi bunga untuk pembayaran pada hari-hari tertentu. Satu orang mengusulkan, orang lain memutuskan.
ptax-waivers-none = Belum ada pembebasan sanksi
ptax-waivers-none-more = Usulkan bila ada keputusannya. Bila pembayaran terganggu tepat pada hari jatuh tempo, usulan muncul sendiri.
ptax-propose-waiver = Usulkan pembebasan sanksi
ptax-waiver = Pembebasan sanksi { $percent }, { $years }
ptax-waiver-what = Pembebasan
ptax-waiver-percent = Pembebasan sanksi (%)
ptax-waiver-percent-hint = Bagian dari sanksi bunga, misalnya 100 atau 50
ptax-waiver-paid = Dibayar pada
ptax-waiver-paid-from = Dibayar mulai
ptax-waiver-date-hint = Tanggal, bulan, tahun, misalnya 17-8-2026
ptax-waiver-paid-until = Dibayar paling lambat
ptax-waiver-paid-until-hint = Hari terakhirnya masih mendapat pembebasan
ptax-waiver-years = Tahun pajak
ptax-waiver-where = Desa atau kelurahan
ptax-waiver-where-hint = Pilih satu bila hanya untuk sebuah desa
ptax-waiver-everywhere = Seluruh kabupaten
ptax-waiver-reason-hint = Mengapa diberikan, misalnya program HUT kemerdekaan
ptax-waiver-holds = berlaku hari ini
ptax-waiver-effect = Sanksi bunga tetap dihitung utuh; pembebasannya dicatat tersendiri di tagihan dan tanda terima. Bila ada beberapa, yang terbesar dipakai, satu kali.
ptax-waiver-from-outage = Diusulkan oleh sistem karena pembayaran terganggu pada hari jatuh tempo.
ptax-waiver-approve-more = Langsung berlaku: warga melihat jumlah yang lebih kecil, dan bank menagih jumlah itu.
ptax-waiver-revoke = Cabut pembebasan
ptax-waiver-revoke-more = Pembayaran hari ini masih mendapatnya; mulai besok tidak. Yang sudah dibayar tetap.
field-bayar-dari = Dibayar mulai
field-bayar-sampai = Dibayar paling lambat
field-desa = Desa atau kelurahan
field-bagian = Pembebasan sanksi

## Pembayaran untuk SISMIOP
ptax-payments-out = Kirim pembayaran ke SISMIOP
ptax-payments-out-lead = Pembayaran yang diterima di sini, dalam kolom PEMBAYARAN_SPPT. Muat di SISMIOP agar di sana pun lunas; bila kembali lewat impor, tidak dihitung dua kali.
ptax-payments-out-from = Dicatat mulai
ptax-payments-out-until = Dicatat sampai
ptax-payments-out-hint = Tanggal, bulan, tahun, misalnya 17-8-2026
ptax-payments-out-show = Tampilkan
ptax-payments-out-paid = Terbayar
ptax-payments-out-back = Dibatalkan
ptax-payments-out-rows = { $n } pembayaran, { $amount }
ptax-payments-out-file = Unduh pembayaran (CSV)
ptax-payments-out-back-file = Unduh yang dibatalkan (CSV)
ptax-payments-out-more = Yang dibatalkan harus dihapus di SISMIOP. Kode bank dikosongkan; isi dengan kode tempat pembayaran Anda saat memuat. Periode berikutnya dimulai sehari setelah periode ini.
field-dari-tanggal = Dicatat mulai
field-sampai-tanggal = Dicatat sampai

## Kesalahan dan jejak
error-contracts-bill-not-open = Tagihan ini tidak bisa dibayar lagi
    .do = Lihat lagi yang terutang: mungkin sudah lunas, dibatalkan, atau jumlahnya berubah.
error-contracts-not-settled-so = Tagihan ini tidak dilunasi oleh pembayaran itu
    .do = Periksa nomor pembayarannya; mungkin sudah dibatalkan.
error-property-tax-unknown-waiver = Pembebasan sanksi ini tidak ada
    .do = Buka dari daftar pembebasan sanksi.
error-property-tax-waiver-dates = Hari terakhir mendahului hari pertama
    .do = Periksa kedua tanggal pembayarannya.
error-property-tax-waiver-over = Hari terakhirnya sudah lewat
    .do = Pilih tanggal hari ini atau sesudahnya; yang sudah dibayar tidak berubah.
deed-property-tax-waiver-proposed = Pembebasan sanksi diusulkan
deed-property-tax-waiver-granted = Pembebasan sanksi disetujui
deed-property-tax-waiver-revoked = Pembebasan sanksi dicabut
deed-property-tax-waiver-refused = Pembebasan sanksi ditolak
deed-property-tax-payments-exported = Pembayaran diekspor untuk SISMIOP
error-property-tax-period-malformed = Periodenya tidak terbaca
    .do = Isi tanggal mulai dan tanggal sampai; yang kedua tidak mendahului yang pertama.
