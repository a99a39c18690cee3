/** Shells that a completion script can be printed for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;
