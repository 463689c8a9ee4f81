import { testWrongProducts } from '../products.ts';
import { wrongVerifiers } from './checks.ts';

testWrongProducts('verifiers', wrongVerifiers);
