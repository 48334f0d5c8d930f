using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container. A resource that has one is a container, whatever its type.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Image = {Image}, Tag = {Tag}")]
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _tag;
    private string? _sha256;

    /// <summary>The registry; null is the runtime's default.</summary>
    public string? Registry { get; set; }

    /// <summary>The image, without registry and tag.</summary>
    public required string Image { get; set; }

    /// <summary>The tag; setting it clears <see cref="SHA256"/>.</summary>
    public string? Tag
    {
        get => _tag;
        set => (_tag, _sha256) = (value, value is null ? _sha256 : null);
    }

    /// <summary>The digest; setting it clears <see cref="Tag"/>.</summary>
    public string? SHA256
    {
        get => _sha256;
        set => (_sha256, _tag) = (value, value is null ? _tag : null);
    }
}

/// <summary>Something that is mounted into a container.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Source = {Source}, Target = {Target}")]
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Describes a mount.</summary>
    /// <param name="source">The volume or the absolute path on this machine; null is an anonymous volume.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="type">Volume or path.</param>
    /// <param name="isReadOnly">Whether the container may only read.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        ArgumentNullException.ThrowIfNull(target);
        switch (type)
        {
            case ContainerMountType.BindMount when string.IsNullOrEmpty(source):
                throw new ArgumentNullException(nameof(source), "A bind mount needs a source.");
            case ContainerMountType.BindMount when !Path.IsPathRooted(source):
                throw new ArgumentException("The source of a bind mount must be an absolute path.", nameof(source));
            case ContainerMountType.Volume when string.IsNullOrEmpty(source) && isReadOnly:
                throw new ArgumentException("An anonymous volume cannot be read-only.", nameof(isReadOnly));
        }

        (Source, Target, Type, IsReadOnly) = (source, target, type, isReadOnly);
    }

    /// <summary>The volume or the absolute path on this machine; null is an anonymous volume.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>Volume or path.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may only read.</summary>
    public bool IsReadOnly { get; }
}

/// <summary>What is mounted.</summary>
public enum ContainerMountType
{
    /// <summary>A path on this machine.</summary>
    BindMount = 0,

    /// <summary>A volume of the container runtime.</summary>
    Volume = 1,
}

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the AppHost.</summary>
    Session = 0,

    /// <summary>Until somebody removes it; the next run finds it again.</summary>
    Persistent = 1,
}

/// <summary>How long a container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long it lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>The name of a container in the runtime.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }
}

/// <summary>Another host name of a container in its network.</summary>
/// <param name="alias">The host name.</param>
public sealed class ContainerNetworkAliasAnnotation(string alias) : IResourceAnnotation
{
    /// <summary>The host name.</summary>
    public string Alias { get; } = alias ?? throw new ArgumentNullException(nameof(alias));

    /// <summary>The network.</summary>
    public NetworkIdentifier Network { get; set; } = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}

/// <summary>When the image of a container is pulled.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the container runtime has it.</summary>
    Default = 0,

    /// <summary>Before every start.</summary>
    Always = 1,

    /// <summary>When it is not there.</summary>
    Missing = 2,

    /// <summary>Never.</summary>
    Never = 3,
}
