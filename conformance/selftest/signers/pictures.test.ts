import { testWrongProducts } from '../products.ts';
import { wrongPictures } from './pictures.ts';

testWrongProducts('signers of pictures', wrongPictures);
