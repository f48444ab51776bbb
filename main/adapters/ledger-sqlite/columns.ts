/** What SQLite keeps as text or a number, and is more than that. */
import * as z from 'zod';

export const Facts = z.record(z.string(), z.union([z.string(), z.number()]));
export const truth = z.union([z.literal(0), z.literal(1)]).transform((bit) => bit === 1);
/** A column that holds JSON. */
export const parseJson = <S extends z.ZodType>(schema: S): z.ZodType<z.infer<S>, string> =>
  z.string().transform((text, context): z.infer<S> => {
    const parsed = schema.safeParse(JSON.parse(text) as unknown);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.message });
    return z.NEVER;
  }) as unknown as z.ZodType<z.infer<S>, string>; // zod widens the output of a transform over a generic schema
