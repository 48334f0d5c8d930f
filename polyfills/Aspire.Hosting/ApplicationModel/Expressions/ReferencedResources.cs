namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds the resources that a value is made from.</summary>
internal static class ReferencedResources
{
    public static IReadOnlyList<IResource> Of(object value)
    {
        var resources = new List<IResource>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit(value);
        return resources;

        void Visit(object current)
        {
            if (!seen.Add(current))
            {
                return;
            }

            switch (current)
            {
                case IResource resource:
                    resources.Add(resource);
                    break;
                case IResourceBuilder<IResource> builder:
                    Visit(builder.Resource);
                    break;
                case IValueWithReferences references:
                    foreach (var reference in references.References)
                    {
                        Visit(reference);
                    }

                    break;
            }
        }
    }
}
