import { describe, expect, it } from 'vitest';
import { isAtLeast } from './is-at-least.mjs';

describe('isAtLeast', () => {
  it.each([
    ['20.19.0', '20.19', true],
    ['20.20.2', '20.19', true],
    ['24.0.0', '20.19', true],
    ['20.18.3', '20.19', false],
    ['18.20.8', '20.19', false],
    ['9.99.99', '20.19', false],
    ['20.19.0-nightly20250101', '20.19', true],
    ['20.19.1', '20.19.2', false],
  ])('says of %s against a floor of %s: %s', (version, floor, expected) => {
    expect(isAtLeast(version, floor)).toBe(expected);
  });
});
