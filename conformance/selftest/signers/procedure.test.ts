import { testWrongProducts } from '../products.ts';
import { wrongProcedures } from './procedure.ts';

testWrongProducts('signers out of procedure', wrongProcedures);
