import { describeWriting } from "./support/writingTests";

describeWriting();
