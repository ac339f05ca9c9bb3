#ifndef BOURN_CPROJ_SHIM_H
#define BOURN_CPROJ_SHIM_H

#include <geodesic.h>
#include <proj.h>

#endif
