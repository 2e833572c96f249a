/** What the editor says of the settings in a comment, in one table, so that it can be translated. */
export const authoringEnglish = {
  "setting.start":
    "θ⁰, where all runs start: a list of numbers, or shaped like the arguments. An array may be told by its shape: { zeros: [20, 8] }, { normal: [20, 8], scale: 0.1 }.",
  "setting.zeros": "An array of zeros: its shape, as [20, 8].",
  "setting.ones": "An array of ones: its shape, as [20, 8].",
  "setting.normal":
    "An array of normal random numbers around 0, the same every time: its shape, as [20, 8].",
  "setting.scale": "The standard deviation of the numbers.",
  "setting.ownSeed": "Seed of this array alone; the arrays without one draw on from one another.",
  "setting.steps": "How many steps each run takes.",
  "setting.runs": "The runs to compare, each with its optimizer.",
  "setting.window": "Ranges of the surface, by name of parameter or one after the other.",
  "setting.seed": "Seed of everything random: noise and mini-batches.",
  "setting.noise": "Standard deviation of Gaussian noise on the gradient.",
  "setting.tolerance": "A run stops as converged once ‖g‖ is this small; 0 never stops it.",
  "setting.samples":
    "Name of an array of this file: the function takes a sample last, and the loss is the mean over all.",
  "setting.batchSize": "How many samples each step sees.",
  "setting.seeds":
    "How often each run is repeated with other noise, mini-batches and starts; its loss is a band then.",
  "setting.jitter": "How far around the start the repeats begin, as a standard deviation.",
  "setting.optimizer": "The method of the run.",
  "setting.schedule": "How η changes from step to step.",
  "setting.schedule.id": "Which schedule.",
  "setting.label": "What the run is called.",
  "setting.extras": "What may be added to any optimizer.",
  "setting.parameter": "A parameter of the function.",
  "setting.ofArgument": "That of {name} alone; as a rate, 0 holds it where it is.",
  "setting.ofOthers": "That of all arguments that are not named.",
  "setting.id": "What runs call this optimizer; else the function's name.",
  "setting.ownLabel": "What the panel calls it.",
  "setting.description": "One line about it.",
  "setting.ownLr": "The learning rate that it usually takes.",
  "setting.state": "Numbers that the state begins with, by name; else they begin with 0.",

  "takes.number": "a number from {min} to {max}",
  "takes.whole": "a whole number from {min} to {max}",
  "takes.flag": "true or false",
  "takes.choice": "one of {choices}",
  "takes.text": "a text",
  "takes.list": "a list",
  "takes.object": "an object in braces",
  "takes.optimizer": "the name of an optimizer",
  "takes.schedule": "the name of a schedule, or one with its options in braces",
  "takes.array": "the name of an array",
  "takes.default": "{what}; default {value}",
  "takes.share": "{what}; default {share} of the run's steps",
  "takes.factor": "{what}; default {factor} · η",
  "takes.byArgument": "{what}; one for each argument is {example}",

  "doc.options": "Options",
  "doc.source": "Source: {source}",
  "doc.learningRate": "lr, the learning rate η",
  "doc.latest": "Latest: {result}",

  "tag.simulate": "Settings of the simulation of this function.",
  "tag.optimizer": "This function is an optimizer of your own.",

  "fix.change": "Change to {text}",
  "fix.clamp": "Clamp to {text}",
  "fix.quote": "Put quotes around {text}",
  "fix.comma": "Insert the comma",
  "fix.close": "Insert {text}",
  "fix.brace": "Put braces around the settings",
};

export type AuthoringWords = Readonly<Record<keyof typeof authoringEnglish, string>>;
