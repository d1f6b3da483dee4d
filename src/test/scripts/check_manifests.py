"""Holds rendered manifests against the schemas of Kubernetes and of CRDs; check-manifests.sh calls it.

A CRD's rules in CEL (x-kubernetes-validations) are not evaluated.
"""

import argparse
import sys

import jsonschema
import kubernetes_validate
import yaml


def documents(path):
    with open(path, encoding="utf-8") as file:
        return [document for document in yaml.safe_load_all(file) if document]


def strict(schema):
    """The schema, refusing fields that it does not name: the API server would drop them without a word."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(part) for key, part in schema.items()}
    named = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if named and "additionalProperties" not in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
        result["additionalProperties"] = False
    return result


def custom_schemas(paths):
    schemas = {}
    for crd in (document for path in paths for document in documents(path)):
        if crd["kind"] != "CustomResourceDefinition":
            continue
        group, kind = crd["spec"]["group"], crd["spec"]["names"]["kind"]
        for version in crd["spec"]["versions"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            # What every object has, whether its CRD says so or not.
            schema["properties"] = {"apiVersion": {}, "kind": {}, "metadata": {}} | schema["properties"]
            schemas[f"{group}/{version['name']}", kind] = schema
    return schemas


def problem(manifest, custom):
    """What is wrong with it, None where nothing is; KeyError where there is no schema for it."""
    key = (manifest["apiVersion"], manifest["kind"])
    try:
        if key in custom:
            jsonschema.validate(manifest, custom[key])
        else:
            kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)
    except kubernetes_validate.SchemaNotFoundError:
        raise KeyError(key)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        return f"{'.'.join(map(str, error.path))}: {error.message}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crds", nargs="*", default=[])
    parser.add_argument("--manifests", nargs="+", required=True)
    arguments = parser.parse_args()
    custom = custom_schemas(arguments.crds)
    failed, unknown, passed = [], set(), 0
    for path in arguments.manifests:
        for manifest in documents(path):
            try:
                wrong = problem(manifest, custom)
            except KeyError as missing:
                unknown.add("{} {}".format(*missing.args[0]))
                continue
            if wrong:
                failed.append(f"{path}: {manifest['kind']} {manifest['metadata']['name']}: {wrong}")
            else:
                passed += 1
    for line in failed:
        print(line)
    for kind in sorted(unknown):
        print(f"not checked, no schema: {kind}")
    print(f"{len(arguments.manifests)} renderings, {passed} objects passed, {len(failed)} failed, {len(unknown)} kinds not checked")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
