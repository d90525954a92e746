/** Pillow: opening reads a header; decoding and scaling come with the first operation that needs pixels. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const heavy: Member = { call: { returns: 'Image', effect: 'cpu-heavy', mode: 'blocks' } };

export const pyPillow = defineLibrary({
  id: 'pyPillow',
  title: 'Pillow',
  language: 'python',
  packages: ['PIL', 'PIL/Image', 'PIL/ImageOps'],
  source: 'https://pillow.readthedocs.io/en/stable/reference/Image.html',
  exports: {
    Image: { type: 'ImageModule', asType: 'Image' },
    ImageOps: { type: 'ImageOpsModule' },
    open: { call: { returns: 'Image', effect: 'file-read', mode: 'blocks', traits: ['small'] } },
    new: { call: { returns: 'Image' } },
    ...rows('exif_transpose fit contain cover pad autocontrast equalize', heavy),
  },
  types: {
    ImageModule: {
      members: {
        open: { call: { returns: 'Image', effect: 'file-read', mode: 'blocks', traits: ['small'] } },
        ...rows('new fromarray frombytes', { call: { returns: 'Image' } }),
        Image: { asType: 'Image' },
        ...rows('Resampling Transpose', { type: 'pyBuiltins#Plain' }),
      },
    },
    ImageOpsModule: { members: rows('exif_transpose fit contain cover pad autocontrast equalize', heavy) },
    Image: {
      members: {
        ...rows('resize reduce rotate transform filter quantize', heavy),
        thumbnail: { call: { effect: 'cpu-heavy', mode: 'blocks' } },
        save: { call: { effect: 'file-write', mode: 'blocks' } },
        ...rows('convert crop transpose copy', { call: { returns: 'Image' } }),
        ...rows('paste seek tell load verify close getexif getpixel putpixel', { call: {} }),
        ...rows('size width height mode format info', {}),
      },
    },
  },
});
