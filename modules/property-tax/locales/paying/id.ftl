# Kalimat tentang yang terutang, yang sudah dibayar, dan pembebasan sanksi.

error-contracts-bill-not-open = Tagihan ini tidak bisa dibayar lagi
    .do = Lihat lagi yang terutang: mungkin sudah lunas, dibatalkan, atau jumlahnya berubah.
error-contracts-not-settled-so = Tagihan ini tidak dilunasi oleh pembayaran itu
    .do = Periksa nomor pembayarannya; mungkin sudah dibatalkan.
