import { english } from "../../l10n/wordsEnglish";
import { fitsEverySize } from "./everySize";
import { useWorkbench } from "./useWorkbench";

// The panel in English, in the sizes people have.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

fitsEverySize(code, english, "en");
