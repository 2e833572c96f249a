import { languageFor } from "../l10n/languages";
import { showLanguage } from "../l10n/words";

/** Tests read English, as a host or a page says which language is shown. */
showLanguage(languageFor("en"));
