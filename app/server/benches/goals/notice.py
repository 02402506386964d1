"""The peer of the e-SPPT: a page with the same content, drawn by WeasyPrint.

Prints pages per second (median of three rounds) and the largest size in bytes.
"""

import statistics
import time

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

PAGES = 10

LAYOUT = """<!doctype html><html lang="id"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 15mm }}
body {{ font: 9pt sans-serif }} h1 {{ font-size: 14pt; margin: 0 }}
table {{ width: 100%; border-collapse: collapse; margin: 4mm 0 }}
td, th {{ border: 0.3pt solid #888; padding: 1mm 2mm; text-align: left }} .n {{ text-align: right }}
.two {{ display: flex; gap: 8mm }} .two div {{ flex: 1 }} .due {{ font-size: 16pt; font-weight: bold }}
</style>
<h1>Surat Pemberitahuan Pajak Terutang PBB-P2 2026</h1>
<p>Kabupaten Kutai Timur, Badan Pendapatan Daerah. Data contoh.</p>
<p>NOP 64.08.040.003.007-{number:04}.0, nomor SPPT 2026/640804/{number:07}</p>
<div class="two"><div><h2>Letak objek</h2><p>Jalan Contoh Melati {number}, RT 03<br>Kelurahan Teluk
Lingga<br>Kecamatan Sangatta Utara</p></div><div><h2>Wajib pajak</h2><p>DARMANSYAH CONTOH<br>Jalan
Contoh Melati {number}, RT 03<br>Kelurahan Teluk Lingga, Kabupaten Kutai Timur</p></div></div>
<table><tr><th>Objek<th>Luas<th>Kelas<th>NJOP per m²<th>Jumlah NJOP</tr>
<tr><td>Bumi<td class="n">240<td>071<td class="n">464.000<td class="n">111.360.000</tr>
<tr><td>Bangunan<td class="n">90<td>021<td class="n">1.200.000<td class="n">108.000.000</tr></table>
<table><tr><td>NJOP sebagai dasar pengenaan<td class="n">219.360.000</tr>
<tr><td>NJOPTKP<td class="n">10.000.000</tr><tr><td>NJOP untuk penghitungan<td class="n">209.360.000</tr>
<tr><td>NJKP 20 %<td class="n">41.872.000</tr><tr><td>PBB terutang 0,5 %<td class="n">209.360</tr></table>
<p class="due">Rp209.360</p><p><i>Dua ratus sembilan ribu tiga ratus enam puluh rupiah</i></p>
<p>Jatuh tempo 30 September 2026. Ditambah sanksi bunga 1 % setiap bulan, paling lama 24 bulan.</p>
<p>Tempat pembayaran: Bankaltimtara, kantor pos, QRIS di halaman SPPT.</p>
<p>Sangatta, 2 Februari 2026<br>Kepala Badan Pendapatan Daerah<br>Rahma Contoh</p></html>"""


def main():
    fonts = FontConfiguration()
    draw = lambda number: HTML(string=LAYOUT.format(number=number)).write_pdf(font_config=fonts)
    draw(0)
    rates, largest = [], 0
    for _ in range(3):
        begun = time.perf_counter()
        for number in range(PAGES):
            largest = max(largest, len(draw(number)))
        rates.append(PAGES / (time.perf_counter() - begun))
    print(statistics.median(rates), largest)


main()
