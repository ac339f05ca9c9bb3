#ifndef BOURN_CGEOS_SHIM_H
#define BOURN_CGEOS_SHIM_H

// Only the re-entrant half of the C API is visible: a call without a context cannot be written.
#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>

#endif
