import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter, MinimalSourceFile, normalizePath, ReflectionKind } from 'typedoc';
import { workspaceSources } from './workspace-sources.mjs';

/** Where the files can be read that are not pages of the site. */
export const repository = 'https://github.com/distillable/distillable';

const published = new RegExp(`(${repository}/(?:blob|tree)/main/[^)\\s]*)`);
const root = fileURLToPath(new URL('..', import.meta.url));
const specifiers = new Map(Object.entries(workspaceSources()).map(([specifier, file]) => [file, specifier]));

/**
 * A TypeDoc plugin that makes one site of packages and documents: modules have the names that programs import, with the
 * README of their package; documents have their titles; links among them stay in the site, and links to other files of
 * the repository lead there.
 *
 * @param {import('typedoc').Application} app
 */
export function sitePages({ converter }) {
  converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    document.name = titleOf(document.content);
  });
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      const source = module.sources?.[0]?.fullFileName ?? '';
      module.name = specifiers.get(source) ?? module.name;
      if (source.endsWith('/src/index.ts')) addReadme(module, source, converter);
    }
  });
  converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const page of [project, ...project.getChildrenByKind(ReflectionKind.Module)]) {
      page.readme = linked(page.readme ?? [], project);
    }
    for (const page of project.documents ?? []) page.content = linked(page.content, project);
  });
}

/** @param {readonly import('typedoc').CommentDisplayPart[]} content */
function titleOf(content) {
  const [, title = ''] = /^# (.+)/.exec(content.map(({ text }) => text).join('')) ?? [];
  return title;
}

/**
 * @param {import('typedoc').DeclarationReflection} module
 * @param {string} source
 * @param {import('typedoc').Converter} converter
 */
function addReadme(module, source, converter) {
  const path = normalizePath(source.replace(/src\/index\.ts$/, 'README.md'));
  // The page has a title already.
  const text = readFileSync(path, 'utf8').replace(/^# .+\n/, '');
  module.readme = converter.parseRawComment(new MinimalSourceFile(text, path), module.project.files).content;
  module.project.files.registerReflectionPath(path, module);
}

/**
 * Leads links to pages of the site, and where there is none, to the repository. Pictures become part of the site.
 *
 * @param {readonly import('typedoc').CommentDisplayPart[]} parts
 * @param {import('typedoc').ProjectReflection} project
 */
function linked(parts, project) {
  return parts.flatMap((part, index) => {
    // TypeDoc leaves code out of the anchor and the entry of a heading.
    const isInHeading = /(?:^|\n)#+ [^\n]*$/.test(parts[index - 1]?.text ?? '');
    if (part.kind === 'code' && isInHeading) return plain(part.text.replaceAll('`', ''));
    if (part.kind === 'text') {
      return part.text
        .split(published)
        .map((text, place) => (place % 2 === 0 ? plain(text) : link(text, project)));
    }
    if (part.kind !== 'relative-link' || part.target === undefined) return part;
    const target = project.files.resolve(part.target, project);
    return typeof target === 'string' && !/\.(?:svg|png)$/.test(target) ? plain(addressOf(target)) : part;
  });
}

/**
 * @param {string} text
 * @returns {import('typedoc').CommentDisplayPart}
 */
function plain(text) {
  return { kind: 'text', text };
}

/**
 * @param {string} url Of a file in the repository.
 * @param {import('typedoc').ProjectReflection} project
 * @returns {import('typedoc').CommentDisplayPart}
 */
function link(url, project) {
  const path = url.slice(repository.length).replace(/^\/\w+\/main\//, root);
  const { target, anchor } = project.files.registerAbsolute(normalizePath(path));
  const isPage = typeof project.files.resolve(target, project) === 'object';
  return isPage ? { kind: 'relative-link', text: url, target, targetAnchor: anchor } : plain(url);
}

/** @param {string} path */
function addressOf(path) {
  const kind = statSync(path).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/main/${relative(root, path)}`;
}
