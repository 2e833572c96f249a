/** One function in both languages; the name is that of the function in both. */
export interface Pair {
  readonly name: string;
  readonly typescript: string;
  readonly python: string;
}

const numpy = "import numpy as np\n\n";

function pair(name: string, typescript: string, python: string): Pair {
  return { name, typescript, python };
}

/** Written side by side: what Python gives must be what JavaScript gives, but for the order of sums. */
export const pairs: readonly Pair[] = [
  pair(
    "rosenbrock",
    "function rosenbrock([x, y]) { return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2 }",
    "def rosenbrock(p):\n    x, y = p\n    return (1 - x) ** 2 + 100 * (y - x**2) ** 2\n",
  ),
  pair(
    "himmelblau",
    "function himmelblau(x, y) { return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2 }",
    "def himmelblau(x, y):\n    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2\n",
  ),
  pair(
    "ackley",
    "function ackley(x, y) { return -20 * Math.exp(-0.2 * Math.sqrt(0.5 * (x * x + y * y))) - Math.exp(0.5 * (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y))) + Math.E + 20 }",
    "from math import cos, e, exp, pi, sqrt\n\ndef ackley(x, y):\n    return -20 * exp(-0.2 * sqrt(0.5 * (x * x + y * y))) - exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y))) + e + 20\n",
  ),
  pair(
    "rastriginLoss",
    "function rastriginLoss(w: number[]) { let s = 30; for (let i = 0; i < 3; i++) s += w[i] ** 2 - 10 * Math.cos(2 * Math.PI * w[i]); return s }",
    `${numpy}def rastriginLoss(w: np.ndarray):\n    w = w[:3]\n    return 30 + np.sum(w**2 - 10 * np.cos(2 * np.pi * w))\n`,
  ),
  pair(
    "lineLoss",
    "const xs = [0, 1, 2, 3, 4]; const ys = [1, 3, 2, 5, 4];\nfunction lineLoss(a, b) { return xs.reduce((s, x, i) => s + (a + b * x - ys[i]) ** 2, 0) / 5 }",
    `${numpy}xs = np.arange(5)\nys = np.array([1, 3, 2, 5, 4])\n\ndef lineLoss(a, b):\n    return ((a + b * xs - ys) ** 2).mean()\n`,
  ),
  pair(
    "logisticLoss",
    "const X = Array.from({ length: 40 }, (_, i) => [1, (i * 7 % 40) / 20 - 1, (i * 13 % 40) / 20 - 1]); const y = X.map((_, i) => (i * 11 % 40) % 2);\nfunction logisticLoss([a, b, c]) { return X.reduce((s, r, i) => { const z = a * r[0] + b * r[1] + c * r[2]; return s + Math.log1p(Math.exp(z)) - y[i] * z }, 0) / 40 }",
    `${numpy}i = np.arange(40)\nX = np.column_stack([np.ones(40), (i * 7 % 40) / 20 - 1, (i * 13 % 40) / 20 - 1])\ny = (i * 11 % 40) % 2\n\ndef logisticLoss(w):\n    z = X @ w\n    return np.mean(np.log1p(np.exp(z)) - y * z)\n`,
  ),
  pair(
    "huberLoss",
    "const ys = [1, 2, 30];\nfunction huberLoss(m, s) { return ys.reduce((t, y) => { const r = Math.abs(y - m * s); return t + (r <= 1 ? 0.5 * r * r : r - 0.5) }, 0) }",
    `${numpy}ys = np.array([1, 2, 30])\n\ndef huberLoss(m, s):\n    r = np.abs(ys - m * s)\n    return np.where(r <= 1, 0.5 * r * r, r - 0.5).sum()\n`,
  ),
  pair(
    "normalLoss",
    "const data = [0.5, 1.5, 2, 4];\nfunction normalLoss(mu, sigma) { if (sigma <= 0) return 1e10; return data.reduce((s, x) => s + 0.5 * ((x - mu) / sigma) ** 2, 0) + 4 * Math.log(sigma) }",
    "from math import log\n\ndata = [0.5, 1.5, 2, 4]\n\ndef normalLoss(mu, sigma):\n    if sigma <= 0:\n        return 1e10\n    total = 0\n    for x in data:\n        total += 0.5 * ((x - mu) / sigma) ** 2\n    return total + len(data) * log(sigma)\n",
  ),
  pair(
    "dictionaryLoss",
    "function dictionaryLoss({ w, b }: { w: [number, number]; b: number }) { return (w[0] * 2 + w[1] - b) ** 2 + Math.tanh(w[0]) ** 2 + b * b }",
    'import math\n\ndef dictionaryLoss(p):\n    w, b = p["w"], p["b"]\n    return (w[0] * 2 + w[1] - b) ** 2 + math.tanh(w[0]) ** 2 + b * b\n',
  ),
  pair(
    "softmaxLoss",
    "function softmaxLoss(z: number[]) { const m = Math.max(z[0], z[1], z[2]); let s = 0; for (let i = 0; i < 3; i++) s += Math.exp(z[i] - m); return m + Math.log(s) - z[1] + 0.01 * (z[0] ** 2 + z[1] ** 2 + z[2] ** 2) }",
    `${numpy}def softmaxLoss(z):\n    z = z[:3]\n    m = np.max(z)\n    return m + np.log(np.sum(np.exp(z - m))) - z[1] + 0.01 * (z @ z)\n`,
  ),
  pair(
    "recurrenceLoss",
    "function recurrenceLoss(a, b) { let v = 1, s = 0; for (let t = 0; t < 50; t++) { v = 0.1 * a * a + 0.5 * Math.tanh(b * v) + 0.2; s += Math.log(v) + 1 / v } return s }",
    "import math\n\ndef recurrenceLoss(a, b):\n    v, s = 1, 0\n    for t in range(50):\n        v = 0.1 * a * a + 0.5 * math.tanh(b * v) + 0.2\n        s += math.log(v) + 1 / v\n    return s\n",
  ),
  pair(
    "assignedLoss",
    "function assignedLoss(a, b) { const v = [0, 0, 0, 0, 0]; for (let i = 0; i < 5; i++) v[i] = Math.sin(a * i) + b; return v.reduce((s, x, i) => s + x * x * (i + 1), 0) }",
    `${numpy}def assignedLoss(a, b):\n    v = np.zeros(5)\n    for i in range(5):\n        v[i] = np.sin(a * i) + b\n    return np.sum(v * v * np.arange(1, 6))\n`,
  ),
];
