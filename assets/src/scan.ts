// Script of the page that scans QR codes.

import { ScanPage } from "./scan/page";

const place = document.querySelector<HTMLElement>("[data-scan]");
if (place) new ScanPage(place).start();
