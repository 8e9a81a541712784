"""What the library costs beside the plain code that does the same, measured in one run.

`make bench` prints every figure; ``python -m benchmarks folio sqlite`` prints some. Ratios count,
absolute times depend on the machine. A missed target is printed and never fails a build.
"""
