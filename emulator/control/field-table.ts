/** The table of fields for README.md, out of the OpenAPI document; a test holds the two together. */

interface Schema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
}

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

export interface OpenApiPaths {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Routes that take fields in a body or a query, in the order of the document; those that must be there are bold. */
export function fieldTable({ paths }: OpenApiPaths): string {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'head')
      .map(([method, operation]) => [
        `\`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}\``,
        fieldsOf(operation),
      ]),
  );
  const taking = rows.filter(([, fields]) => fields !== '');
  const wide = Math.max(...taking.map(([route = '']) => route.length));
  return [
    `| ${'route'.padEnd(wide)} | fields |`,
    `| ${'-'.repeat(wide)} | ------ |`,
    ...taking.map(([route = '', fields]) => `| ${route.padEnd(wide)} | ${fields} |`),
  ].join('\n');
}

function fieldsOf({ requestBody, parameters = [] }: Operation): string {
  const query = parameters.filter((one) => one.in === 'query').map(({ name }) => `\`${name}\``);
  return [...query, ...(requestBody === undefined ? [] : bodyFields(requestBody.content))].join(', ');
}

function bodyFields({ 'application/json': { schema } }: NonNullable<Operation['requestBody']>['content']) {
  const { properties = {}, required = [], oneOf = [] } = schema;
  const choice = oneOf.map((one) => one.required.map((name) => `\`${name}\``).join(' with '));
  const chosen = new Set(oneOf.flatMap((one) => one.required));
  const plain = Object.keys(properties)
    .filter((name) => !chosen.has(name))
    .map((name) => (required.includes(name) ? `**\`${name}\`**` : `\`${name}\``));
  return choice.length === 0 ? plain : [...plain, `and one of ${choice.join('; ')}`];
}
