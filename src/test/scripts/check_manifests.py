"""Holds rendered manifests against the schemas of Kubernetes and of CRDs, and their queries against PromQL's grammar;
check-manifests.sh calls it.

A CRD's rules in CEL (x-kubernetes-validations) are not evaluated.
"""

import argparse
import json
import re
import sys

import jsonschema
import kubernetes_validate
import promql_parser
import yaml


def documents(path):
    with open(path, encoding="utf-8") as file:
        return [document for document in yaml.safe_load_all(file) if document]


def strict(schema):
    """Returns the schema, changed to refuse unknown fields, which the API server would drop silently."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(part) for key, part in schema.items()}
    if "(?i)" in str(result.get("pattern")):
        # Go allows the flag anywhere, Python only at the start.
        result["pattern"] = "(?i)" + result["pattern"].replace("(?i)", "")
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
            # Fields that every object has, even if its CRD does not list them.
            schema["properties"] = {"apiVersion": {}, "kind": {}, "metadata": {}} | schema["properties"]
            schemas[f"{group}/{version['name']}", kind] = schema
    return schemas


def problem(manifest, custom):
    """Returns the error of an object, or None if it is valid. Raises KeyError if there is no schema."""
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


# Kinds that are accepted without a schema, as "apiVersion kind", each with a reason; none at present.
WITHOUT_SCHEMA = set()


def queries(tree):
    """Returns the PromQL in a manifest: of alerts, autoscaler triggers, and dashboards, which are JSON in a ConfigMap."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in ("expr", "query") and isinstance(value, str):
                yield value
            elif key.endswith(".json"):
                yield from (query for panel in json.loads(value)["panels"] for query in queries(panel))
            else:
                yield from queries(value)
    elif isinstance(tree, list):
        for element in tree:
            yield from queries(element)


def wrong_queries(manifest):
    for query in queries(manifest):
        try:
            # Grafana's variables for time ranges.
            promql_parser.parse(re.sub(r"\$__\w+", "1m", query))
        except ValueError as error:
            yield f"{query.strip()}: {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crds", nargs="*", default=[])
    parser.add_argument("--manifests", nargs="+", required=True)
    arguments = parser.parse_args()
    custom = custom_schemas(arguments.crds)
    failed, unknown, passed, asked = [], set(), 0, 0
    for path in arguments.manifests:
        for manifest in documents(path):
            try:
                wrong = problem(manifest, custom)
            except KeyError as missing:
                unknown.add("{} {}".format(*missing.args[0]))
                continue
            asked += len(list(queries(manifest)))
            found = ([wrong] if wrong else []) + list(wrong_queries(manifest))
            failed += [f"{path}: {manifest['kind']} {manifest['metadata']['name']}: {each}" for each in found]
            passed += not found
    for line in failed:
        print(line)
    for kind in sorted(unknown):
        print(f"no schema: {kind}" + (", accepted" if kind in WITHOUT_SCHEMA else ": name its CRD in check-manifests.sh"))
    print(f"{len(arguments.manifests)} renderings, {passed} objects passed, {len(failed)} failed, "
          f"{len(unknown)} kinds without a schema, {asked} queries")
    return 1 if failed or unknown - WITHOUT_SCHEMA else 0


if __name__ == "__main__":
    sys.exit(main())
