using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds and configures .NET projects.</summary>
public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost refers to.</summary>
    /// <typeparam name="TProject">The class that the build of the AppHost generated for it, e.g. <c>Projects.Api</c>.</typeparam>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project that the AppHost refers to.</summary>
    /// <typeparam name="TProject">The class that the build of the AppHost generated for it.</typeparam>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="launchProfileName">The launch profile; null is none.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options => Choose(options, launchProfileName));

    /// <summary>Adds a project that the AppHost refers to.</summary>
    /// <typeparam name="TProject">The class that the build of the AppHost generated for it.</typeparam>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="configure">Says what is taken from the project.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => builder.Add(name, new TProject(), configure);

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="projectPath">The project file; a relative path starts at the AppHost's directory.</param>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) => builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="projectPath">The project file; a relative path starts at the AppHost's directory.</param>
    /// <param name="launchProfileName">The launch profile; null is none.</param>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => Choose(options, launchProfileName));

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="projectPath">The project file; a relative path starts at the AppHost's directory.</param>
    /// <param name="configure">Says what is taken from the project.</param>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(projectPath);
        return builder.Add(name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);
    }

    /// <summary>Runs several instances of the project behind each of its endpoints.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">The number of instances.</param>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says which endpoints the project is told to listen on; the others it finds out itself.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="filter">Chooses among the endpoints.</param>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(
        this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(filter);
        return builder.WithAnnotation(new EndpointFilterAnnotation(filter), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ProjectResource> Add(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);
        var project = new ProjectResource(name);
        project.Annotations.Add(metadata);
        return builder.AddResource(project).WithDefaults(options);
    }

    private static void Choose(ProjectResourceOptions options, string? launchProfileName) =>
        (options.ExcludeLaunchProfile, options.LaunchProfileName) = (launchProfileName is null, launchProfileName);

    private static IResourceBuilder<ProjectResource> WithDefaults(this IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (builder.ApplicationBuilder.Environment.IsDevelopment())
        {
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        builder.WithOtlpExporter();

        // The console log keeps its colours, and one line per message instead of JSON.
        builder.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        builder.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");

        if (options.ExcludeLaunchProfile)
        {
            builder.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            builder.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } appHostProfile)
        {
            builder.WithAnnotation(new DefaultLaunchProfileAnnotation(appHostProfile));
        }

        var kestrel = options.ExcludeKestrelEndpoints ? null : KestrelEndpoints.Read(builder.Resource);
        var profile = builder.Resource.GetEffectiveLaunchProfile();
        if (kestrel is not null)
        {
            builder.WithKestrelEndpoints(kestrel);
        }
        else
        {
            builder.WithEnvironment(context => AddAspNetCoreUrls(context, builder.Resource));
        }

        return profile is null ? builder : builder.WithLaunchProfile(profile.Value.Name, profile.Value.Profile, withEndpoints: kestrel is null);
    }
}

/// <summary>What is taken from a project.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; null is the AppHost's own if the project has it, else the project's first.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether no launch profile is used.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Whether the endpoints of the project's Kestrel configuration are not used.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}

internal sealed class ProjectMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath => projectPath;
}

/// <summary>Which endpoints a project is told to listen on.</summary>
internal sealed class EndpointFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter => filter;
}
