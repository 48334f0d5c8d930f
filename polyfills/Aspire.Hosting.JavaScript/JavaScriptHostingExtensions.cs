using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript applications.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>Adds a script that Node.js runs. Packages are installed first when there is a <c>package.json</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="appDirectory">The script's folder, relative to the AppHost's.</param>
    /// <param name="scriptPath">The script, relative to its folder.</param>
    public static IResourceBuilder<NodeAppResource> AddNodeApp(
        this IDistributedApplicationBuilder builder, string name, string appDirectory, string scriptPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(scriptPath);
        var folder = Path.GetFullPath(appDirectory, builder.AppHostDirectory);
        var app = builder.AddResource(new NodeAppResource(name, "node", folder))
            .WithNodeDefaults()
            .WithArgs(context =>
            {
                if (!AddRunScript(context))
                {
                    context.Args.Add(scriptPath);
                }
            });
        if (File.Exists(Path.Combine(folder, "package.json")))
        {
            app.WithNpm();
        }

        return app.RunsThroughPackageManager();
    }

    /// <summary>Adds an application that a script of its <c>package.json</c> starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="appDirectory">The application's folder, relative to the AppHost's.</param>
    /// <param name="runScriptName">The script.</param>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(
        this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = Path.GetFullPath(appDirectory, builder.AppHostDirectory);
        return builder.AddScriptApp(new JavaScriptAppResource(name, "npm", folder), runScriptName, _ => { });
    }

    /// <summary>Adds a front end that Vite's development server serves on the endpoint <c>http</c>.</summary>
    /// <inheritdoc cref="AddJavaScriptApp" />
    public static IResourceBuilder<ViteAppResource> AddViteApp(
        this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        var app = new ViteAppResource(name, "npm", Path.GetFullPath(appDirectory, builder.AppHostDirectory));
        return builder
            .AddScriptApp(app, runScriptName, context =>
            {
                if (app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager) && manager.CommandSeparator is { } separator)
                {
                    context.Args.Add(separator);
                }

                context.Args.Add("--port");
                context.Args.Add(app.GetEndpoint("http").Property(EndpointProperty.TargetPort));
            })
            .WithHttpEndpoint(env: "PORT");
    }

    /// <summary>Lets npm install the packages before each start, as a resource of its own named <c>{name}-installer</c>.</summary>
    /// <param name="resource">The application.</param>
    /// <param name="install">False to install only when asked to on the dashboard.</param>
    /// <param name="installCommand">npm's command; null means <c>install</c>.</param>
    /// <param name="installArgs">Further arguments of the command.</param>
    public static IResourceBuilder<TResource> WithNpm<TResource>(
        this IResourceBuilder<TResource> resource, bool install = true, string? installCommand = null, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource
            .WithAnnotation(new JavaScriptPackageManagerAnnotation("npm", runScriptCommand: "run", cacheMount: "/root/.npm"))
            .WithAnnotation(new JavaScriptInstallCommandAnnotation([installCommand ?? "install", .. installArgs ?? []]));
        if (resource.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            resource.AddInstaller(install);
        }

        return resource;
    }

    /// <summary>Starts the application by a script of its <c>package.json</c>.</summary>
    /// <param name="resource">The application.</param>
    /// <param name="scriptName">The script.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<TResource> WithRunScript<TResource>(
        this IResourceBuilder<TResource> resource, string scriptName, string[]? args = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.WithAnnotation(new JavaScriptRunScriptAnnotation(scriptName, args));
    }

    private static IResourceBuilder<TResource> AddScriptApp<TResource>(
        this IDistributedApplicationBuilder builder, TResource app, string runScriptName, Action<CommandLineArgsCallbackContext> addArguments)
        where TResource : JavaScriptAppResource =>
        builder.AddResource(app)
            .WithNodeDefaults()
            .WithArgs(context =>
            {
                AddRunScript(context);
                addArguments(context);
            })
            .WithNpm()
            .WithRunScript(runScriptName)
            .RunsThroughPackageManager();

    private static IResourceBuilder<TResource> WithNodeDefaults<TResource>(this IResourceBuilder<TResource> builder)
        where TResource : JavaScriptAppResource =>
        builder
            .WithOtlpExporter()
            .WithIconName("CodeJsRectangle")
            .WithEnvironment("NODE_ENV", builder.ApplicationBuilder.Environment.IsDevelopment() ? "development" : "production");

    private static bool AddRunScript(CommandLineArgsCallbackContext context)
    {
        if (!context.Resource.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out var script)
            || !context.Resource.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager))
        {
            return false;
        }

        if (manager.ScriptCommand is { Length: > 0 } command)
        {
            context.Args.Add(command);
        }

        context.Args.Add(script.ScriptName);
        foreach (var argument in script.Args)
        {
            context.Args.Add(argument);
        }

        return true;
    }

    // The last choice of a package manager counts, so the program is known only when everything has been said.
    private static IResourceBuilder<TResource> RunsThroughPackageManager<TResource>(this IResourceBuilder<TResource> app)
        where TResource : JavaScriptAppResource
    {
        app.ApplicationBuilder.OnBeforeStart((_, _) =>
        {
            if (app.Resource.HasAnnotationOfType<JavaScriptRunScriptAnnotation>()
                && app.Resource.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager))
            {
                app.WithCommand(manager.ExecutableName);
            }

            return Task.CompletedTask;
        });
        return app;
    }

    private static void AddInstaller<TResource>(this IResourceBuilder<TResource> app, bool install)
        where TResource : JavaScriptAppResource
    {
        if (app.Resource.TryGetLastAnnotation<JavaScriptPackageInstallerAnnotation>(out _))
        {
            return;
        }

        var resource = new JavaScriptInstallerResource($"{app.Resource.Name}-installer", app.Resource.WorkingDirectory);
        var installer = app.ApplicationBuilder.AddResource(resource)
            .WithParentRelationship(app.Resource)
            .WithArgs(context =>
            {
                if (app.Resource.TryGetLastAnnotation<JavaScriptInstallCommandAnnotation>(out var command))
                {
                    foreach (var argument in command.Args)
                    {
                        context.Args.Add(argument);
                    }
                }
            })
            .ExcludeFromManifest();
        app.WithAnnotation(new JavaScriptPackageInstallerAnnotation(resource));
        if (install)
        {
            app.WaitForCompletion(installer);
        }
        else
        {
            installer.WithExplicitStart();
        }
    }
}
