// tinyglobby's types import it, and it has no types of its own.
declare module 'picomatch';
