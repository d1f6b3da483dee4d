package io.agencyswarm.service.observe;

import io.agencyswarm.service.ServiceProfile;

/** As {@link ServiceProfile}, with a separate model server, which the test stops. */
public class ModelHealthProfile extends ServiceProfile {}
