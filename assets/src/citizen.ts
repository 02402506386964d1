// Script of citizens' pages. Everything works without it.

import { announce, start } from "./components";
import { offerInstall } from "./phone/install";
import { register } from "./phone/register";

announce();
start(document);
offerInstall(document);
register();
