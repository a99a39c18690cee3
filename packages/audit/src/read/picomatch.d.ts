// tinyglobby's types lead to it, and it has none of its own.
declare module 'picomatch';
