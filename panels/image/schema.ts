import { z } from 'zod';

/** About 300 kB of picture: it lies in the dashboard itself, so that nothing is fetched from elsewhere. */
export const mostImageChars = 420_000;

export const imageSchema = z.object({
  /** A data URL; an SVG is shown as a picture, so that no script of it runs. */
  image: z
    .string()
    .max(mostImageChars, 'This picture is too large: at most 300 kB.')
    .regex(/^(|data:image\/(png|jpeg|gif|webp|avif|svg\+xml);base64,[A-Za-z0-9+/=]+)$/, 'Choose a PNG, JPEG, GIF, WebP, AVIF or SVG file.')
    .default(''),
  /** What it shows, for those who cannot see it. */
  alt: z.string().max(300).default(''),
  fit: z.enum(['contain', 'cover']).default('contain'),
  link: z
    .string()
    .max(2_000)
    .regex(/^(|https?:\/\/.+|\/(?!\/).*)$/, 'A link starts with https://, http:// or /')
    .default(''),
});
export type ImageConfig = z.infer<typeof imageSchema>;
