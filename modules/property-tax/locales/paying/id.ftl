# Kalimat tentang yang terutang, yang sudah dibayar, dan pembebasan sanksi.

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
