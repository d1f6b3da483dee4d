package io.agencyswarm.service;

/** As {@link ServiceProfile}, with a separate model server, which the test stops. */
public class ModelHealthProfile extends ServiceProfile {}
