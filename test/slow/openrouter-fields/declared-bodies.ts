import ts from 'typescript';
import type { DescribedBody, Place, Shape } from './shape.js';

/** The bodies that a file of type declarations exports, by the name of their type. */
export function declaredBodies(
  source: string,
  file: string,
  types: Readonly<Record<string, DescribedBody['endpoint']>>,
): readonly DescribedBody[] {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const sourceFile = program.getSourceFile(file);
  const module = sourceFile === undefined ? undefined : checker.getSymbolAtLocation(sourceFile);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const read = typeReader(program, checker);
  return Object.entries(types).flatMap(([name, endpoint]) => {
    const symbol = exported.find((each) => each.name === name);
    if (symbol === undefined) return [];
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const type = checker.getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(symbol) : symbol);
    return [{ source, endpoint, naming: 'sdk', body: () => read(type) } as const];
  });
}

function typeReader(program: ts.Program, checker: ts.TypeChecker): (type: ts.Type) => readonly Shape[] {
  const shapes = new Map<ts.Type, readonly Shape[]>();
  const read = (type: ts.Type): readonly Shape[] => {
    const known = shapes.get(type);
    if (known !== undefined) return known;
    const made = type.isUnion() ? readUnion(type.types) : readOne(type);
    shapes.set(type, made);
    return made;
  };

  const readUnion = (members: readonly ts.Type[]): readonly Shape[] => {
    const texts = members.filter((member) => member.isStringLiteral()).map((member) => member.value);
    const rest = members.filter((member) => !member.isStringLiteral()).flatMap(read);
    // An enumeration that stays open is one text, which may be another one.
    const others = texts.length === 0 ? rest : rest.filter((shape) => !isText(shape));
    return texts.length === 0 ? others : [{ kind: 'scalar', type: 'string', texts }, ...others];
  };

  const readOne = (type: ts.Type): readonly Shape[] => {
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive))
      return [{ kind: 'any' }];
    if (type.isStringLiteral()) return [{ kind: 'scalar', type: 'string', texts: [type.value] }];
    if (flags & ts.TypeFlags.StringLike) return [{ kind: 'scalar', type: 'string', texts: [] }];
    if (flags & ts.TypeFlags.NumberLike) return [{ kind: 'scalar', type: 'number', texts: [] }];
    if (flags & ts.TypeFlags.BooleanLike) return [{ kind: 'scalar', type: 'boolean', texts: [] }];
    if (type.isIntersection()) {
      const branded = type.types.find((part) => (part.flags & ts.TypeFlags.Object) === 0);
      if (branded !== undefined) return read(branded);
    }
    return flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) ? readObject(type) : [];
  };

  const readObject = (type: ts.Type): readonly Shape[] => {
    if (checker.isArrayLikeType(type)) {
      const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      return item === undefined ? [] : [{ kind: 'list', items: () => read(item) }];
    }
    if (type.isClass() || isBuiltIn(type)) return [];
    const fields = checker
      .getPropertiesOfType(type)
      .map((symbol): [string, Place] => [symbol.name, () => read(checker.getTypeOfSymbol(symbol))]);
    const other = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const others = other === undefined ? null : () => read(other);
    return [{ kind: 'object', identity: type, fields: new Map(fields), others }];
  };

  /** Dates, buffers and streams hold no fields of a body. */
  const isBuiltIn = (type: ts.Type): boolean =>
    type
      .getSymbol()
      ?.declarations?.some((declaration) =>
        program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
      ) ?? false;
  return read;
}

function isText(shape: Shape): boolean {
  return shape.kind === 'scalar' && shape.type === 'string';
}
