import { testWrongProducts } from '../products.ts';
import { wrongTextSigners } from './texts.ts';

testWrongProducts('signers of copies, attachments and annexes', wrongTextSigners);
