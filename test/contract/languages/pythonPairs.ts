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
  pair(
    "bealeLoss",
    "function bealeLoss(x, y) { return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2 }",
    "def bealeLoss(x, y):\n    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2\n",
  ),
  pair(
    "boothLoss",
    "const boothLoss = (x, y) => (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2;",
    "boothLoss = lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2\n",
  ),
  pair(
    "levyLoss",
    "function levyLoss(x, y) { const a = 1 + (x - 1) / 4, b = 1 + (y - 1) / 4; return Math.sin(Math.PI * a) ** 2 + (a - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * a + 1) ** 2) + (b - 1) ** 2 * (1 + Math.sin(2 * Math.PI * b) ** 2) }",
    "from math import pi, sin\n\ndef levyLoss(x, y):\n    a, b = 1 + (x - 1) / 4, 1 + (y - 1) / 4\n    return sin(pi * a) ** 2 + (a - 1) ** 2 * (1 + 10 * sin(pi * a + 1) ** 2) + (b - 1) ** 2 * (1 + sin(2 * pi * b) ** 2)\n",
  ),
  pair(
    "styblinskiLoss",
    "function styblinskiLoss([a, b, c]) { return [a, b, c].reduce((s, x) => s + (x ** 4 - 16 * x ** 2 + 5 * x) / 2, 0) }",
    "def styblinskiLoss(w):\n    a, b, c = w\n    return sum((x**4 - 16 * x**2 + 5 * x) / 2 for x in (a, b, c))\n",
  ),
  pair(
    "chainedLoss",
    "function chainedLoss([a, b, c, d]) { const w = [a, b, c, d]; let s = 0; for (let i = 0; i + 1 < w.length; i++) s += 100 * (w[i + 1] - w[i] ** 2) ** 2 + (1 - w[i]) ** 2; return s }",
    `${numpy}def chainedLoss(w):\n    a, b, c, d = w\n    x = np.stack([a, b, c, d])\n    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)\n`,
  ),
  pair(
    "quadraticLoss",
    "const A = [[3, 1, 0], [1, 2, 0.5], [0, 0.5, 1]];\nfunction quadraticLoss([a, b, c]) { const w = [a, b, c]; let s = 0; for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) s += 0.5 * w[i] * A[i][j] * w[j]; return s - a + 2 * c }",
    `${numpy}A = np.array([[3, 1, 0], [1, 2, 0.5], [0, 0.5, 1]])\n\ndef quadraticLoss(w):\n    a, b, c = w\n    return 0.5 * w @ A @ w - a + 2 * c\n`,
  ),
  pair(
    "ridgeLoss",
    "const X = [[1, 2], [2, 1], [3, 4], [4, 3]]; const y = [1, 2, 3, 5];\nfunction ridgeLoss([a, b]) { let s = 0; for (let i = 0; i < 4; i++) s += (X[i][0] * a + X[i][1] * b - y[i]) ** 2; return s / 8 + 0.05 * (a * a + b * b) }",
    `${numpy}X = np.array([[1, 2], [2, 1], [3, 4], [4, 3]])\ny = np.array([1, 2, 3, 5])\n\ndef ridgeLoss(w):\n    a, b = w\n    return np.sum((X @ w - y) ** 2) / 8 + 0.05 * np.linalg.norm(w) ** 2\n`,
  ),
  pair(
    "lassoLoss",
    "const X = [[1, 2], [2, 1], [3, 4], [4, 3]]; const y = [1, 2, 3, 5];\nfunction lassoLoss([a, b]) { let s = 0; for (let i = 0; i < 4; i++) s += (X[i][0] * a + X[i][1] * b - y[i]) ** 2; return s / 4 + 0.1 * (Math.abs(a) + Math.abs(b)) }",
    `${numpy}X = np.array([[1, 2], [2, 1], [3, 4], [4, 3]])\ny = np.array([1, 2, 3, 5])\n\ndef lassoLoss(w):\n    a, b = w\n    residual = X @ np.array([a, b]) - y\n    return np.mean(residual**2) + 0.1 * np.abs(w).sum()\n`,
  ),
  pair(
    "hingeLoss",
    "const x = [-2, -1, 0.5, 2]; const t = [-1, -1, 1, 1];\nfunction hingeLoss(w, b) { let s = 0; for (let i = 0; i < 4; i++) s += Math.max(0, 1 - t[i] * (w * x[i] + b)); return s / 4 + 0.5 * w * w }",
    `${numpy}x = np.array([-2, -1, 0.5, 2])\nt = np.array([-1, -1, 1, 1])\n\ndef hingeLoss(w, b):\n    return np.maximum(0, 1 - t * (w * x + b)).mean() + 0.5 * w * w\n`,
  ),
  pair(
    "poissonLoss",
    "const k = [0, 1, 3, 2, 5];\nfunction poissonLoss(a, b) { return k.reduce((s, n, i) => { const eta = a + b * i / 4; return s + Math.exp(eta) - n * eta }, 0) / 5 }",
    `${numpy}k = np.array([0, 1, 3, 2, 5])\n\ndef poissonLoss(a, b):\n    eta = a + b * np.arange(5) / 4\n    return np.mean(np.exp(eta) - k * eta)\n`,
  ),
  pair(
    "quantileLoss",
    "const y = [1, 4, 2, 8];\nfunction quantileLoss(m, s) { return y.reduce((t, v) => { const r = v - m - s; return t + Math.max(0.9 * r, -0.1 * r) }, 0) + 0.01 * (m * m + s * s) }",
    `${numpy}y = np.array([1, 4, 2, 8])\n\ndef quantileLoss(m, s):\n    r = y - m - s\n    return np.sum(np.where(0.9 * r >= -0.1 * r, 0.9 * r, -0.1 * r)) + 0.01 * (m * m + s * s)\n`,
  ),
  pair(
    "networkLoss",
    "const xs = [-1, -0.5, 0, 0.5, 1]; const ys = [0.5, 0.1, -0.2, 0.3, 0.9];\nfunction networkLoss({ w, v, b }: { w: [number, number, number]; v: [number, number, number]; b: number }) { let s = 0; for (let i = 0; i < 5; i++) { let out = b; for (let j = 0; j < 3; j++) out += v[j] * Math.tanh(w[j] * xs[i]); s += (out - ys[i]) ** 2 } return s / 5 }",
    `${numpy}xs = np.array([-1, -0.5, 0, 0.5, 1])\nys = np.array([0.5, 0.1, -0.2, 0.3, 0.9])\n\ndef networkLoss(p):\n    w1, w2, w3 = p["w"]\n    v1, v2, v3 = p["v"]\n    hidden = np.tanh(np.outer(xs, [w1, w2, w3]))\n    return np.mean((hidden @ np.array([v1, v2, v3]) + p["b"] - ys) ** 2)\n`,
  ),
  pair(
    "cauchyLoss",
    "const y = [0.2, 0.4, 9];\nfunction cauchyLoss(m, g) { return y.reduce((s, v) => s + Math.log(1 + ((v - m) / (1 + g * g)) ** 2), 0) + Math.log(1 + g * g) }",
    "import math\n\ny = [0.2, 0.4, 9]\n\ndef cauchyLoss(m, g):\n    return sum(math.log(1 + ((v - m) / (1 + g * g)) ** 2) for v in y) + math.log(1 + g * g)\n",
  ),
  pair(
    "newtonLoss",
    "function newtonLoss(a, b) { let x = 1; for (let i = 0; i < 6; i++) x = 0.5 * (x + (a * a + 1) / x); return (x - b) ** 2 + 0.1 * a * a }",
    "def newtonLoss(a, b):\n    x = 1\n    for _ in range(6):\n        x = 0.5 * (x + (a * a + 1) / x)\n    return (x - b) ** 2 + 0.1 * a * a\n",
  ),
  pair(
    "projectileLoss",
    "function projectileLoss(v, k) { let x = 0, u = v; for (let i = 0; i < 20; i++) { x += 0.05 * u; u -= 0.05 * k * u * Math.abs(u) } return (x - 2) ** 2 + 0.01 * v * v }",
    "def projectileLoss(v, k):\n    x, u = 0, v\n    for _ in range(20):\n        x += 0.05 * u\n        u -= 0.05 * k * u * abs(u)\n    return (x - 2) ** 2 + 0.01 * v * v\n",
  ),
  pair(
    "sphereLoss",
    "function sphereLoss({ centre: [a, b], radius }: { centre: [number, number]; radius: number }) { return [[1, 0], [0, 1], [-1, 0]].reduce((s, [x, y]) => s + (Math.hypot(x - a, y - b) - radius) ** 2, 0) }",
    `${numpy}points = np.array([[1, 0], [0, 1], [-1, 0]])\n\ndef sphereLoss(p):\n    a, b = p["centre"]\n    gap = points - np.array([a, b])\n    return np.sum((np.hypot(gap[:, 0], gap[:, 1]) - p["radius"]) ** 2)\n`,
  ),
  pair(
    "spectrumLoss",
    "const f = Array.from({ length: 16 }, (_, i) => Math.sin(0.7 * i));\nfunction spectrumLoss(a, w) { return f.reduce((s, y, i) => s + (a * Math.sin(w * i) - y) ** 2, 0) / 16 }",
    `${numpy}i = np.arange(16)\nf = np.sin(0.7 * i)\n\ndef spectrumLoss(a, w):\n    return np.square(a * np.sin(w * i) - f).mean()\n`,
  ),
  pair(
    "clippedLoss",
    "const x = [0.1, 0.4, 0.9, 1.4];\nfunction clippedLoss(a, b) { return x.reduce((s, v) => s + (Math.min(Math.max(a * v + b, -1), 1) - v) ** 2, 0) + 0.1 * (a * a + b * b) }",
    `${numpy}x = np.array([0.1, 0.4, 0.9, 1.4])\n\ndef clippedLoss(a, b):\n    return np.sum((np.clip(a * x + b, -1, 1) - x) ** 2) + 0.1 * (a * a + b * b)\n`,
  ),
];
