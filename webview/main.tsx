import "./main.css";
import { render } from "preact";
import { followTheme } from "./charts/theme";
import { connect, host, report, type WebviewApi } from "./store/connection";
import { followPresses } from "./store/history";
import { followPanelSize } from "./store/layout";
import { togglePlaying } from "./store/playback";
import { panelView, startRequests } from "./store/requests";
import { followDrags } from "./store/sight";
import { clearView, startView, step } from "./store/view";
import { registerToolkit } from "./ui/toolkit";
import { resetSurface, startLandscapes } from "./surface/landscapeRequests";
import { Panel } from "./panel";
import { startPointing } from "./surface/pointedPlace";
import { startPrincipal } from "./surface/principalModel";
import { onShortcut, onUndoKey } from "./shortcuts";
import { moveTo, followPlaying } from "./store/stepWindow";

declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();
window.addEventListener("error", (event) => {
  // Browsers report postponed resize notices as errors; nothing is lost by them.
  if (!event.message.startsWith("ResizeObserver")) report(event.error ?? event.message);
});
window.addEventListener("unhandledrejection", (event) => report(event.reason));

connect(api, {
  ...panelView,
  command(command) {
    switch (command) {
      case "play": {
        togglePlaying();
        return;
      }
      case "stepForward": {
        moveTo(step.value + 1);
        return;
      }
      case "stepBackward": {
        moveTo(step.value - 1);
        return;
      }
      case "resetView": {
        resetSurface();
        clearView("stepWindow");
        return;
      }
    }
  },
});
followPanelSize();
startView();
followTheme();
followDrags();
followPresses();
registerToolkit();
startRequests();
startPrincipal();
startPointing();
startLandscapes();
followPlaying();
render(<Panel />, document.getElementById("root")!);
document.addEventListener("keydown", onShortcut);
document.addEventListener("keydown", onUndoKey, { capture: true });
void host().ready.asEvent(api.getState());
