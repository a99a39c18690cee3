import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { DistillableError } from './distillable-error.js';

interface CoffeeErrorDetails {
  COFFEE_COLD: { degrees: number };
  COFFEE_OLD: { hours?: number };
}

class CoffeeError extends DistillableError<'COFFEE_COLD' | 'COFFEE_OLD' | 'COFFEE_GONE', CoffeeErrorDetails> {
  override get name(): 'CoffeeError' {
    return 'CoffeeError';
  }
}

class TeaError extends DistillableError<'TEA_COLD'> {
  override get name(): 'TeaError' {
    return 'TeaError';
  }
}

describe('DistillableError', () => {
  it('keeps code, message, details and cause', () => {
    const cause = new Error('the stove is off');
    const error = new CoffeeError('COFFEE_COLD', 'Heat it up.', { cause, details: { degrees: 12 } });
    expect(error).toMatchObject({
      code: 'COFFEE_COLD',
      message: 'Heat it up.',
      details: { degrees: 12 },
      cause,
    });
  });

  it('has empty details and no cause unless they are given', () => {
    const error = new CoffeeError('COFFEE_GONE', 'Brew some.');
    expect(error.details).toEqual({});
    expect('cause' in error).toBe(false);
  });

  it('shows the name of its class in its stack and as text', () => {
    const error = new CoffeeError('COFFEE_GONE', 'Brew some.');
    expect(error.stack).toMatch(/^CoffeeError: Brew some\./);
    expect(String(error)).toBe('CoffeeError: Brew some.');
  });

  it('asks for the details of a code that needs them, and for no others', () => {
    // @ts-expect-error the code needs `degrees`
    new CoffeeError('COFFEE_COLD', 'Heat it up.');
    // @ts-expect-error `degrees` is a number
    new CoffeeError('COFFEE_COLD', 'Heat it up.', { details: { degrees: 'none' } });
    // @ts-expect-error the code has no details
    new CoffeeError('COFFEE_GONE', 'Brew some.', { details: { degrees: 1 } });
    // @ts-expect-error no such code
    new CoffeeError('COFFEE_HOT', 'Wait.');
    new CoffeeError('COFFEE_OLD', 'Brew some.');
  });
});

describe('is', () => {
  const coffee: unknown = new CoffeeError('COFFEE_COLD', 'Heat it up.', { details: { degrees: 12 } });

  it.each([
    ['an error of the class', CoffeeError.is(coffee), true],
    ['an error of the class with the code', CoffeeError.is(coffee, 'COFFEE_COLD'), true],
    ['an error of the class with another code', CoffeeError.is(coffee, 'COFFEE_OLD'), false],
    ['an error of another class', TeaError.is(coffee), false],
    ['an error of a derived class', DistillableError.is(coffee), true],
    ['an error of a derived class by its code', DistillableError.is(coffee, 'COFFEE_COLD'), true],
    ['an error of the base class', CoffeeError.is(new DistillableError('COFFEE_COLD', 'x')), false],
    ['any other error', DistillableError.is(new Error('x')), false],
    [
      'an object with the same properties',
      DistillableError.is({ name: 'CoffeeError', code: 'COFFEE_COLD' }),
      false,
    ],
    ['null', DistillableError.is(null), false],
  ])('says about %s: %3$s', (_title, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('recognizes errors of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('./distillable-error.js');
    const error: unknown = new copy.DistillableError('COFFEE_COLD', 'x');
    expect(error).not.toBeInstanceOf(DistillableError);
    expect(DistillableError.is(error, 'COFFEE_COLD')).toBe(true);
  });

  it('narrows code and details', () => {
    if (!CoffeeError.is(coffee, 'COFFEE_COLD')) throw new Error('not recognized');
    expectTypeOf(coffee.code).toEqualTypeOf<'COFFEE_COLD'>();
    expectTypeOf(coffee.details.degrees).toBeNumber();
    if (CoffeeError.is(coffee)) expectTypeOf(coffee).toExtend<CoffeeError>();
    expectTypeOf(new TeaError('TEA_COLD', 'x').details).toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expectTypeOf<CoffeeError>().toExtend<DistillableError>();
  });
});
