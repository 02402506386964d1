// The collector's book: bills of the villages, and temporary receipts, with or without a signal.

import { collectorPage } from "./collector/page";

const root = document.querySelector<HTMLElement>("[data-collector]");
if (root) void collectorPage(root);
