// Script of citizens' pages. Everything works without it.

import { announce, start } from "./components";

announce();
start(document);
