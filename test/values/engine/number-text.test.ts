import { goKeyText, goNumberText } from '../../../src/values/engine/number-text';

// What `{{ .Values.x }}` prints in Helm 3.22 for these numbers of a values file.
test.each([
  [0, '0'],
  [-0, '-0'],
  [22.0, '22'],
  [3.20, '3.2'],
  [100000, '100000'],
  [999999, '999999'],
  [1000000, '1e+06'],
  [1234567, '1.234567e+06'],
  [123456.7, '123456.7'],
  [1234567.8, '1.2345678e+06'],
  [-1234567, '-1.234567e+06'],
  [123456789012, '1.23456789012e+11'],
  [1e20, '1e+20'],
  [1e21, '1e+21'],
  [1e100, '1e+100'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [0.000012, '1.2e-05'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [NaN, 'NaN'],
])('Helm prints %d as %s', (value, text) => {
  expect(goNumberText(value)).toBe(text);
});

// What Helm makes of these numbers as keys of a map.
test.each([
  [1.5, '1.5'],
  [0.1, '0.1'],
  [3.14159, '3.14159'],
  [1e3, '1000'],
  [1e6, '1e+06'],
  [0.00001, '1e-05'],
  [0.3333333333, '0.33333334'], // a float32 by then
  [Infinity, '.inf'],
  [-Infinity, '-.inf'],
  [NaN, '.nan'],
])('Helm reads the key %d as %s', (value, text) => {
  expect(goKeyText(value)).toBe(text);
});
