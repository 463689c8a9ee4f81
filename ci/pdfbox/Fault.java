/* What the judge holds against a file; the code says which check complained. */
record Fault(String code, String detail) {}
