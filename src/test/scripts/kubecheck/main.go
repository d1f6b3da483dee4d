// Validates rendered manifests with the API server's own code: each document is decoded strictly, defaulted and
// validated by Kubernetes, and pods must pass the Pod Security level "restricted". check-manifests.sh checks custom
// kinds. A Kubernetes kind without a case here is an error, so that a new one is not skipped.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	autoscalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	security "k8s.io/pod-security-admission/api"
	securitypolicy "k8s.io/pod-security-admission/policy"
)

var decoder = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict).UniversalDeserializer()

// Returns the validation errors of an object in the internal version, with defaults.
func invalid(object runtime.Object) (field.ErrorList, error) {
	switch it := object.(type) {
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(it, pod.GetValidationOptionsFromPodTemplate(&it.Spec.Template, nil)), nil
	case *autoscaling.HorizontalPodAutoscaler:
		return autoscalingvalidation.ValidateHorizontalPodAutoscaler(it, autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{}), nil
	case *core.ConfigMap:
		return corevalidation.ValidateConfigMap(it), nil
	case *core.Namespace:
		return corevalidation.ValidateNamespace(it), nil
	case *core.PersistentVolumeClaim:
		return corevalidation.ValidatePersistentVolumeClaim(it, corevalidation.ValidationOptionsForPersistentVolumeClaimCreate()), nil
	case *core.Secret:
		return corevalidation.ValidateSecret(it), nil
	case *core.Service:
		// As the registry does before validation.
		if it.Spec.ClusterIP != "" && len(it.Spec.ClusterIPs) == 0 {
			it.Spec.ClusterIPs = []string{it.Spec.ClusterIP}
		}
		return corevalidation.ValidateServiceCreate(it), nil
	case *core.ServiceAccount:
		return corevalidation.ValidateServiceAccount(it), nil
	case *networking.Ingress:
		return networkingvalidation.ValidateIngressCreate(it), nil
	case *networking.NetworkPolicy:
		return networkingvalidation.ValidateNetworkPolicy(it, networkingvalidation.NetworkPolicyValidationOptions{}), nil
	case *policy.PodDisruptionBudget:
		return policyvalidation.ValidatePodDisruptionBudget(it, policyvalidation.PodDisruptionBudgetValidationOptions{}), nil
	}
	return nil, errors.New("kubecheck has no case for this kind")
}

// Whether a namespace that enforces "restricted" would accept the pods of the Deployment.
func refused(deployment *appsv1.Deployment, evaluator securitypolicy.Evaluator) field.ErrorList {
	level := security.LevelVersion{Level: security.LevelRestricted, Version: security.LatestVersion()}
	template := &deployment.Spec.Template
	result := securitypolicy.AggregateCheckResults(evaluator.EvaluatePod(level, &template.ObjectMeta, &template.Spec))
	if result.Allowed {
		return nil
	}
	return field.ErrorList{field.Forbidden(field.NewPath("spec", "template"), "Pod Security restricted: "+result.ForbiddenDetail())}
}

// Returns the kind and name of a document, and its errors; custom is true if the API server's own code does not know
// the kind.
func check(document []byte, evaluator securitypolicy.Evaluator) (name string, wrong []string, custom bool) {
	object, kind, err := decoder.Decode(document, nil, nil)
	if runtime.IsNotRegisteredError(err) {
		return "", nil, true
	}
	if err != nil {
		return "a document", []string{err.Error()}, false
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return kind.Kind, []string{err.Error()}, false
	}
	name = kind.Kind + " " + accessor.GetName()
	// An object without a namespace would be created in the current one.
	if accessor.GetNamespace() == "" && kind.Kind != "Namespace" {
		wrong = append(wrong, "metadata.namespace: Required value")
	}
	legacyscheme.Scheme.Default(object)
	internal, err := legacyscheme.Scheme.UnsafeConvertToVersion(object, runtime.InternalGroupVersioner)
	if err != nil {
		return name, append(wrong, err.Error()), false
	}
	found, err := invalid(internal)
	if err != nil {
		return name, append(wrong, err.Error()), false
	}
	if deployment, ok := object.(*appsv1.Deployment); ok {
		found = append(found, refused(deployment, evaluator)...)
	}
	for _, each := range found {
		wrong = append(wrong, each.Error())
	}
	return name, wrong, false
}

func main() {
	evaluator, err := securitypolicy.NewEvaluator(securitypolicy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	passed, failed, customs := 0, 0, 0
	for _, path := range os.Args[1:] {
		file, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		documents := yaml.NewYAMLReader(bufio.NewReader(file))
		for {
			document, err := documents.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				panic(err)
			}
			name, wrong, custom := check(document, evaluator)
			switch {
			case custom:
				customs++
			case len(wrong) > 0:
				failed++
				fmt.Printf("%s: %s:\n  %s\n", path, name, strings.Join(wrong, "\n  "))
			default:
				passed++
			}
		}
		file.Close()
	}
	fmt.Printf("%d renderings, %d objects passed, %d failed, %d of custom kinds skipped\n", len(os.Args)-1, passed, failed, customs)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}
