/** Why the image of a signature or seal is not taken: what it is made of, and its proportion. */
export const imageErrors = {
  SIGN_IMAGE_MISSING: {
    exit: 2,
    message: 'the image for the {as} signature is empty or missing',
    hint: 'Give a PNG with --image.',
  },
  SIGN_IMAGE_NOT_PNG: {
    exit: 2,
    message: 'the image is not a readable PNG',
    hint: 'Save it as .png (article 14.1).',
  },
  SIGN_IMAGE_TOO_LARGE: {
    exit: 2,
    message: 'the image has {width} by {height} pixels; at most {limit} in each direction are taken',
    hint: 'Scale it to about 300 dots per inch.',
  },
  SIGN_IMAGE_NOT_TRANSPARENT: {
    exit: 2,
    message:
      '{share} % of the image is transparent; at least {wanted} % is expected of a transparent background',
    hint: 'Remove the background, keeping only the ink (article 14.1).',
  },
  SIGN_IMAGE_EMPTY: {
    exit: 2,
    message: 'the image shows next to nothing',
    hint: 'Check that the right file was given.',
  },
  SIGN_IMAGE_NOT_BLUE: {
    exit: 2,
    message: '{share} % of the ink is blue; the image of a personal signature is blue',
    hint: 'Scan a signature made in blue ink (article 14.1.a).',
  },
  SIGN_IMAGE_NOT_RED: {
    exit: 2,
    message: '{share} % of the ink is red; the image of a seal is red',
    hint: 'Scan the red imprint of the seal (article 14.1.b).',
  },
  SIGN_IMAGE_PROPORTION: {
    exit: 2,
    message: 'the image is {image} times as wide as high, the size of the seal {size} times',
    hint: 'Crop the image to the seal, or correct the size in millimetres.',
  },
} as const;
