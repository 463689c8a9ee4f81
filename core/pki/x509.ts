/** The X.509 library, loaded after the reflection polyfill that it needs. Import it from here only. */
import 'reflect-metadata';

export * as x509 from '@peculiar/x509';
