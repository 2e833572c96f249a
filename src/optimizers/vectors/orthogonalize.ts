/**
 * A matrix with the singular vectors of `matrix` and singular values near 1 (0.7 to 1.2).
 *
 *     X = G/‖G‖;  k times:  A = X·Xᵀ,  X ← a·X + (b·A + c·A²)·X        a, b, c = 3.4445, −4.7750, 2.0315
 *
 * Row-major rows × columns. Newton–Schulz as in torch.optim.Muon, here in double precision instead of bfloat16.
 *
 * Jordan et al., "Muon: an optimizer for hidden layers", 2024.
 */
export function orthogonalize(
  matrix: Float64Array,
  rows: number,
  columns: number,
  steps: number,
  eps: number,
): Float64Array {
  if (rows > columns)
    return transpose(
      orthogonalize(transpose(matrix, rows, columns), columns, rows, steps, eps),
      columns,
      rows,
    );
  const size = Math.max(Math.sqrt(matrix.reduce((sum, value) => sum + value * value, 0)), eps);
  let x = matrix.map((value) => value / size);
  for (let k = 0; k < steps; k++) {
    const gram = multiply(x, transpose(x, rows, columns), rows, columns, rows);
    const square = multiply(gram, gram, rows, rows, rows);
    const mix = gram.map((value, i) => -4.775 * value + 2.0315 * square[i]!);
    const change = multiply(mix, x, rows, rows, columns);
    x = x.map((value, i) => 3.4445 * value + change[i]!);
  }
  return x;
}

/** (rows × inner)·(inner × columns). */
function multiply(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < columns; j++)
        result[i * columns + j] =
          result[i * columns + j]! + a[i * inner + k]! * b[k * columns + j]!;
  return result;
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j]!;
  return result;
}
