import fc from 'fast-check';

// Every run tries the same values, so that a change never fails by one that another change brought in.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
